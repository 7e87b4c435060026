import { IsInt, Max, Min, ValidateNested } from 'class-validator';
import { runInNewContext } from 'node:vm';
import { JSONAdapter } from '../../src/adapters';
import { InputField, OutputField, Signature } from '../../src/decorators';
import { DspyError } from '../../src/errors';
import { textOf } from '../../src/messages';
import { ChainOfThought, Predict } from '../../src/modules';
import { MockLM } from '../../src/testing';
import { itShows } from '../support/report-cases';

const adapter = new JSONAdapter();
const reply = (answer: string) => `[[ ## answer ## ]]\n${answer}\n\n[[ ## completed ## ]]`;
const asked = (program: Predict<never> | ChainOfThought<never>, inputs: object): string =>
  textOf(program.render(inputs as never).messages.at(-1)!);

/** What a call throws. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('defaults of inputs', () => {
  @Signature('Answer.')
  class Answer {
    @InputField() readonly question!: string;
    @InputField({ default: 'DEFAULT CONTEXT' }) readonly context?: string;
    @OutputField() answer!: string;
  }

  itShows<{ call: { question: string } }>('b001', 'are in the prompt', async ({ call }) => {
    const warnings = [jest.spyOn(process, 'emitWarning'), jest.spyOn(console, 'warn')];
    for (const Kind of [Predict, ChainOfThought]) {
      const program = new Kind(Answer) as unknown as Predict<never>;
      expect(asked(program, call)).toMatch(/\[\[ ## context ## \]\]\nDEFAULT CONTEXT\n/);
      expect(asked(program, { ...call, context: undefined })).toContain('DEFAULT CONTEXT');
      const other = asked(program, { ...call, context: 'X' });
      expect(other).toMatch(/\[\[ ## context ## \]\]\nX\n/);
      expect(other).not.toContain('DEFAULT CONTEXT');
    }
    const lm = new MockLM([reply('yes')]);
    expect((await new Predict(Answer).call(call, { lm })).answer).toBe('yes');
    for (const warning of warnings) {
      expect(warning).not.toHaveBeenCalled();
      warning.mockRestore();
    }
  });

  class Inherited extends Answer {
    @InputField({ items: () => String, default: () => ['a', 'b'] }) readonly tags?: string[];
    @InputField({ default: false }) readonly strict?: boolean;
    @InputField({ default: 0 }) readonly limit?: number;
    @InputField({ default: '' }) readonly note?: string;
    @InputField({ type: () => String, nullable: true, default: null }) readonly user?: string | null;
    @InputField({ default: () => new Date(0) }) readonly since?: Date;
  }

  itShows('b001', 'are there when they are falsy, made by a function, or inherited', () => {
    const text = asked(new Predict(Inherited) as unknown as Predict<never>, { question: 'Q' });
    expect(text).toContain('DEFAULT CONTEXT');
    expect(text).toMatch(/## tags ## \]\]\n(\["a", ?"b"\]|\[1\] «a»)/);
    expect(text).toMatch(/## strict ## \]\]\n(false|False)\n/);
    expect(text).toMatch(/## limit ## \]\]\n0\n/);
    expect(text).toMatch(/## note ## \]\]\n\s*\n/);
    expect(text).toMatch(/## user ## \]\]\nnull\n/);
    expect(text).toMatch(/## since ## \]\]\n1970-01-01T00:00:00/);
  });

  itShows('b001', 'are there when the field was added to a signature', () => {
    const signature = Signature.from('question -> answer').append('context', {
      role: 'input',
      type: 'string',
      default: 'ADDED',
    } as never);
    expect(asked(new Predict(signature) as unknown as Predict<never>, { question: 'Q' })).toContain('ADDED');
  });
});

describe('rules of nested items', () => {
  class Item {
    @OutputField() sku!: string;
    @OutputField() @IsInt() @Min(1) @Max(9) count!: number;
  }

  @Signature('List.')
  class List {
    @InputField() readonly text!: string;
    @OutputField({ items: () => Item }) @ValidateNested({ each: true }) items!: Item[];
  }

  const answer = (text: string) =>
    new Predict(List).call({ text: 't' }, { lm: new MockLM([text, text, text]), adapter });

  itShows<{ replies: string[] }>('b016', 'reject what is no item by its place', async ({ replies }) => {
    for (const text of [replies[0]!, replies[1]!, '{"items":[5]}', '{"items":["x"]}', '{"items":[true]}']) {
      const error = await failureOf(answer(text));
      expect(error).toBeInstanceOf(DspyError);
      expect((error as Error).message).toMatch(/items(\[0\]|\.0)/);
      expect((error as Error).message).not.toMatch(/TypeError|Cannot read|undefined/);
    }
  });

  itShows<{ replies: string[] }>(
    'b016',
    'reject nested lists, and never give a bare object',
    async ({ replies }) => {
      const nested = await failureOf(answer(replies[3]!));
      expect(nested).toBeInstanceOf(DspyError);
      expect((nested as Error).message).toMatch(/items(\[0\]|\.0)/);
      const bare = await answer('{"items":{"sku":"a","count":2}}').catch((error: unknown) => error);
      if (bare instanceof Error) expect(bare.message).toMatch(/items/);
      else expect(bare).toMatchObject({ items: [{ sku: 'a', count: 2 }] });
    },
  );

  itShows('b016', 'name the item and the member that breaks one', async () => {
    const error = await failureOf(answer('{"items":[{"sku":"a","count":2},{"sku":"b","count":12}]}'));
    expect((error as Error).message).toMatch(/items(\[1\]|\.1)\.count/);
  });
});

describe('values of another realm', () => {
  class Base {
    @InputField({ items: () => String }) readonly docs!: string[];
    @InputField() readonly when!: Date;
    @InputField({ type: () => Object }) readonly meta!: object;
    @OutputField() @IsInt() @Max(3) answer!: number;
  }
  @Signature('Answer.')
  class Answer extends Base {}

  const foreign = (code: string): never => runInNewContext(code) as never;

  itShows('b019', 'are shown as what they are', () => {
    const inputs = foreign("({ docs: ['a'], when: new Date(0), meta: { x: 1 } })");
    const text = asked(new Predict(Answer) as unknown as Predict<never>, inputs);
    expect(text).toMatch(/## docs ## \]\]\n(\["a"\]|\[1\] «a»)/);
    expect(text).toMatch(/## when ## \]\]\n1970-01-01T00:00:00/);
    expect(text).toMatch(/## meta ## \]\]\n\{"x": ?1\}/);
  });

  itShows('b019', 'have maps, regular errors and null prototypes accepted too', () => {
    const text = asked(
      new Predict('scores: dict[str, int], meta: object -> answer') as unknown as Predict<never>,
      {
        scores: foreign("new Map([['a', 1]])"),
        meta: foreign('Object.assign(Object.create(null), { deep: { list: [new Date(0)] } })'),
      },
    );
    expect(text).toMatch(/\{"a": ?1\}/);
    expect(text).toContain('1970-01-01');
  });

  itShows('b019', 'meet the rules that were inherited', async () => {
    const inputs = foreign("({ docs: ['a'], when: new Date(0), meta: {} })");
    const error = await failureOf(
      new Predict(Answer).call(inputs, { lm: new MockLM(['{"answer": 4}', '{"answer": 4}']), adapter }),
    );
    expect((error as Error).message).toMatch(/answer/);
    expect(error).toBeInstanceOf(DspyError);
  });

  itShows('b019', 'keep the message of an error that a model throws', async () => {
    const lm = new MockLM([foreign("new TypeError('from elsewhere')")]);
    const error = await failureOf(new Predict('q -> a').call({ q: 'x' }, { lm }));
    expect((error as Error).message).toContain('from elsewhere');
  });
});

describe('a signature without rules', () => {
  class Meta {
    @OutputField() k!: number;
  }
  class Bare {
    @InputField() readonly q!: string;
    @OutputField() a!: string;
    @OutputField() meta!: Meta;
  }

  itShows<{ reply: string }>('b172', 'takes its reply at the first turn', async ({ reply: text }) => {
    const lm = new MockLM([text]);
    const prediction = await new Predict(Bare).call({ q: 'x' }, { lm, adapter });
    expect(prediction.toJSON()).toEqual({ a: 'x', meta: { k: 1 } });
    expect(prediction.meta).toBeInstanceOf(Meta);
    expect(lm.requests).toHaveLength(1);
  });

  itShows('b172', 'takes a nested class without any decorator', async () => {
    class Free {
      k?: number;
    }
    class Loose {
      @InputField() readonly q!: string;
      @OutputField({ type: () => Free }) meta!: Free;
      @OutputField({ items: () => Free }) more!: Free[];
    }
    const lm = new MockLM(['{"meta":{"k":1},"more":[{"k":2}]}']);
    const { meta, more } = await new Predict(Loose).call({ q: 'x' }, { lm, adapter });
    expect([meta, more]).toEqual([{ k: 1 }, [{ k: 2 }]]);
  });
});
