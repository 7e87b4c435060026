import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsEmail, Max, Min } from 'class-validator';
import { z } from 'zod';
import { InputField, MockLM, Predict, Tool, toolFromModule, toolResult, toolsOf } from '../../src';
import { TestClock } from '../../src/resilience';
import { describeTool } from '../contracts/tool.contract';

class Mail {
  @InputField() @IsEmail() to!: string;
  @InputField() @Min(1) @Max(3) copies: number = 1;
  @InputField({ optional: true }) @Type(() => Date) when?: Date;
}

class Shop {
  readonly stock = 3;

  @Tool('How many there are of a thing.')
  count({ thing }: { thing: string }): string {
    return `${this.stock} ${thing}`;
  }

  @Tool({ description: 'Sends a mail.' })
  send(mail: Mail): string {
    return `${mail instanceof Mail} ${mail.to}`;
  }
}

const echo = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };

describeTool({
  name: 'a tool with a JSON Schema',
  create: () => new Tool(({ text }: { text: string }) => `<${text}>`, { name: 'echo', parameters: echo }),
  argument: 'text',
  args: { text: 'hi' },
  answer: /<hi>/,
});

describeTool({
  name: 'a tool with a record of types',
  create: () =>
    new Tool(({ text }: { text: string }) => ({ text }), {
      name: 'echo',
      parameters: { text: 'string', 'n?': 'integer' },
    }),
  argument: 'text',
  args: { text: 'hi' },
  answer: /hi/,
});

describeTool({
  name: 'a tool with a class',
  create: () => new Tool((mail: Mail) => mail.to, { name: 'mail', parameters: Mail }),
  argument: 'to',
  args: { to: 'a@b.org', copies: 2 },
  answer: /a@b.org/,
});

describeTool({
  name: 'a tool with a Standard Schema',
  create: () =>
    new Tool(({ text }: { text: string }) => text, {
      name: 'echo',
      parameters: z.strictObject({ text: z.string() }),
    }),
  argument: 'text',
  args: { text: 'hi' },
  answer: /hi/,
});

describeTool({
  name: 'a module as a tool',
  create: () => {
    const module = new Predict('question -> answer');
    module.lm = new MockLM(() => '[[ ## answer ## ]]\nParis');
    return toolFromModule(module, { name: 'ask' });
  },
  argument: 'question',
  args: { question: 'Capital of France?' },
  answer: /Paris/,
});

describe('the arguments of a tool', () => {
  const seen: unknown[] = [];
  const note = (parameters: object): Tool =>
    new Tool((args) => void seen.push(args), { name: 'note', parameters: parameters as never });
  const given = async (parameters: object, args: unknown): Promise<unknown> => {
    seen.length = 0;
    const { isError, content } = await note(parameters).run(args);
    return isError ? content : seen[0];
  };

  it.each([[''], [null], [undefined], ['{}'], ['  '], ['null'], [{}]])('are none for %j', async (args) => {
    expect(await given({ type: 'object' }, args)).toEqual({});
  });

  it('are what a model clearly means', async () => {
    const parameters = { n: 'integer', on: 'boolean', 'tags?': 'string[]', 'mode?': '"fast" | "slow"' };
    expect(await given(parameters, { n: '5', on: 'true', tags: null, mode: 'Fast' })).toEqual({
      n: 5,
      on: true,
      mode: 'fast',
    });
  });

  it('are not text where a number stands, and the place is named', async () => {
    const schema = {
      type: 'object',
      properties: { f: { $ref: '#/$defs/F' } },
      required: ['f'],
      $defs: {
        F: {
          type: 'object',
          properties: { and: { type: 'array', items: { $ref: '#/$defs/F' } }, k: { type: 'string' } },
        },
      },
    };
    expect(await given(schema, { f: { and: [{ k: 'x' }] } })).toEqual({ f: { and: [{ k: 'x' }] } });
    expect(await given(schema, { f: { and: [{ k: 1 }] } })).toContain('f.and[0].k');
  });

  it('keep the rules of a class, and of a schema', async () => {
    expect(await given(Mail, { to: 'nobody', copies: 9 })).toMatch(/to: [^]*copies: /);
    expect(
      await given({ type: 'object', properties: { n: { type: 'integer', minimum: 3 } } }, { n: 1 }),
    ).toMatch(/n: /);
  });

  it('become instances and dates', async () => {
    const mail = (await given(Mail, { to: 'a@b.org', copies: 1, when: '2026-01-02T03:04:05Z' })) as Mail;
    expect(mail).toBeInstanceOf(Mail);
    expect(mail.when).toEqual(new Date('2026-01-02T03:04:05Z'));
  });

  it('may be named in another spelling, and a near miss is suggested', async () => {
    expect(await given({ userId: 'string' }, { user_id: 'u' })).toEqual({ userId: 'u' });
    expect(await given({ type: 'object', properties: { query: {} } }, { querry: 'x' })).toContain(
      'did you mean query',
    );
  });

  it('do not run when their text ends too early', async () => {
    expect(await given({ path: 'string' }, '{"path": "a.tx')).toMatch(/too early|path/);
    expect(seen).toEqual([]);
  });

  it('cannot reach a prototype', async () => {
    await given({ type: 'object' }, '{"__proto__": {"polluted": true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('that the program adds are hidden from the model and from results', async () => {
    const tool = new Tool(({ q, key }: { q: string; key: string }) => `${q} with ${key}`, {
      name: 'search',
      parameters: { q: 'string', key: 'string' },
      hidden: { key: () => 'sk-very-secret' },
    });
    expect(JSON.stringify(tool.spec)).not.toContain('key');
    expect(await tool.call({ q: 'x' })).toBe('x with sk-very-secret');
    expect((await tool.run({ q: 'x' })).content).toBe('x with (hidden)');
    expect((await tool.run({ q: 'x', key: 'mine' })).isError).toBe(true);
  });
});

describe('the result of a tool', () => {
  const result = (value: unknown, options: object = {}) =>
    new Tool(() => value, { name: 't', ...options }).run({});

  it.each([
    ['text', 'text', 'text'],
    ['nothing', undefined, 'Done.'],
    ['a number', 4, '4'],
    ['null', null, 'null'],
    ['an object', { a: [1n, new Date(0)] }, '{"a":["1","1970-01-01T00:00:00.000Z"]}'],
    ['a map', new Map([['a', 1]]), '{"a":1}'],
    ['bytes', { b: Buffer.from('xyz') }, '{"b":"(3 bytes)"}'],
  ])('says %s', async (_, value, content) => {
    expect(await result(value)).toMatchObject({ content, isError: false });
  });

  it('holds a cycle once', async () => {
    const cycle: Record<string, unknown> = { a: 1 };
    cycle['self'] = cycle;
    expect((await result(cycle)).content).toBe('{"a":1,"self":"(the same again)"}');
  });

  it('may hold pictures beside text', async () => {
    const image = {
      type: 'image',
      source: { kind: 'base64', data: 'AA==' },
      mediaType: 'image/png',
    } as const;
    expect((await result(['The chart:', image])).content).toEqual([
      { type: 'text', text: 'The chart:' },
      image,
    ]);
    expect((await result(toolResult({ content: [image], structured: { n: 1 } }))).structured).toEqual({
      n: 1,
    });
  });

  it('is cut to its limit, and never inside a character', async () => {
    const { content } = await result(`${'a'.repeat(99)}🎉${'b'.repeat(100)}`, { maxResultLength: 100 });
    expect(content.length).toBeLessThanOrEqual(100);
    expect((content as unknown as { isWellFormed(): boolean }).isWellFormed()).toBe(true);
    const long = (await result(`${'x'.repeat(50_000)}end`)).content as string;
    expect(long.length).toBeLessThanOrEqual(20_000);
    expect(long).toMatch(/left out[^]*end$/);
  });

  it.each([
    [
      'an error',
      () => {
        throw new Error('no such key');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('no such key'))],
    [
      'a thrown text',
      () => {
        throw 'no such key';
      },
    ],
  ])('says what went wrong: %s', async (_, fn) => {
    expect(await new Tool(fn, { name: 't' }).run({})).toMatchObject({
      content: expect.stringContaining('no such key'),
      isError: true,
    });
  });

  it('says that time ran out, and the tool is told to stop', async () => {
    const clock = new TestClock();
    let stopped = false;
    const tool = new Tool(
      (_args, { signal }) => new Promise(() => signal.addEventListener('abort', () => (stopped = true))),
      { name: 'slow', timeout: 50 },
    );
    const running = tool.run({}, { clock });
    await new Promise(setImmediate);
    await clock.advance(50);
    expect(await running).toMatchObject({ content: expect.stringContaining('50 ms'), isError: true });
    expect(stopped).toBe(true);
  });
});

describe('@Tool', () => {
  it('offers methods, bound to their object, with the class of the parameter as arguments', async () => {
    const [count, send] = toolsOf(new Shop());
    expect((await count!.run({ thing: 'pens' })).isError).toBe(true);
    expect(send!.description).toBe('Sends a mail.');
    expect((await send!.run({ to: 'a@b.org', copies: 1 })).content).toBe('true a@b.org');
  });

  it('refuses an object without tools', () => {
    expect(() => toolsOf(new Mail())).toThrow(/finds no method/);
  });
});

describe('new Tool', () => {
  it.each([
    ['without a name', () => new Tool(() => 1)],
    ['with an unknown option', () => new Tool(() => 1, { nam: 'x' } as never)],
    [
      'with the schema of a list',
      () => new Tool(() => 1, { name: 't', parameters: { type: 'array', properties: {} } }),
    ],
    ['with a timeout of 0', () => new Tool(() => 1, { name: 't', timeout: 0 })],
  ])('%s is an error', (_, make) => {
    expect(make).toThrow();
  });
});
