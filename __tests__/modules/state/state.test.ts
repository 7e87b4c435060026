import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DspyError } from '../../../src/errors';
import { MockLM } from '../../../src/lm';
import {
  ChainOfThought,
  Module,
  Predict,
  SignatureDriftError,
  StateError,
  StateVersionError,
} from '../../../src/modules';
import { createField, type Field, SignatureDescription } from '../../../src/signatures';
import { readJsonFile } from '../../../src/saving';
import { type FieldType, History, Image } from '../../../src/types';
import { deepFreeze } from '../../../src/util';
import { Holder, predictNamed } from '../../support/modules';

type Entry = Record<string, unknown> & {
  signature: { instructions: unknown; fields: Record<string, unknown>[] };
};

const stateOf = (module: Module): Record<string, Entry> =>
  structuredClone(module.dumpState()) as Record<string, Entry>;
const file = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'dspex-state-')), 'program.json');

let warnings: jest.SpyInstance;
beforeEach(() => {
  warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
});
afterEach(() => {
  warnings.mockRestore();
});

describe('a saved program', () => {
  it('has DSPy’s layout, with our own data where DSPy ignores it', () => {
    const state = new Holder({ ask: predictNamed('Ask.') }).dumpState();
    expect(state).toEqual({
      ask: {
        traces: [],
        train: [],
        demos: [],
        signature: {
          instructions: 'Ask.',
          fields: [
            {
              prefix: 'Question:',
              description: '${question}',
              name: 'question',
              role: 'input',
              type: 'string',
            },
            { prefix: 'Answer:', description: '${answer}', name: 'answer', role: 'output', type: 'string' },
          ],
          name: expect.any(String) as string,
        },
        lm: null,
      },
      metadata: {
        dependency_versions: {},
        dspex: {
          version: 1,
          program: 'Holder',
          promptFormat: { name: expect.any(String) as string, version: expect.any(Number) as number },
        },
      },
    });
  });

  it('is flat for a predictor by itself, and by path for a ChainOfThought', () => {
    expect(Object.keys(new Predict('a -> b').dumpState())).toEqual([
      'traces',
      'train',
      'demos',
      'signature',
      'lm',
      'metadata',
    ]);
    expect(Object.keys(new ChainOfThought('a -> b').dumpState())).toEqual(['predict', 'metadata']);
  });

  it('comes back through a file, settings included', async () => {
    const program = new Holder({ ask: predictNamed('Ask.') });
    program.predictors()[0]!.demos = [{ question: 'q', answer: 'a', augmented: true }];
    program.predictors()[0]!.config = { temperature: 0.5, stop: ['##'] };
    const saved = await file();
    await program.save(saved);
    class Fresh extends Module {
      readonly ask = new Predict('question -> answer');
      override async forward(inputs: { question: string }) {
        return this.ask.call(inputs);
      }
    }
    const loaded = await Fresh.load(saved);
    expect(loaded).toBeInstanceOf(Fresh);
    expect(loaded.ask.demos).toEqual([{ question: 'q', answer: 'a', augmented: true }]);
    expect(loaded.ask.signature.instructions).toBe('Ask.');
    expect(loaded.ask.config).toEqual({ temperature: 0.5, stop: ['##'] });
    expect(await readFile(saved, 'utf8')).toMatch(/\}\n$/);
  });

  it('keeps every predictor’s state under keys that are hard to tell apart', async () => {
    const build = (): Holder =>
      new Holder({
        byKey: new Map<unknown, unknown>([
          ['0', new Predict('question -> answer')],
          [0, new Predict('question -> answer')],
        ]),
        named: { "it's]": new Predict('question -> answer'), 'a.b': new Predict('question -> answer') },
        a: { b: new Predict('question -> answer') },
        groups: [[new Predict('question -> answer')], [new Predict('question -> answer')]],
      });
    const program = build();
    const predictors = program.predictors();
    predictors.forEach((predictor, index) => {
      predictor.signature = predictor.signature.withInstructions(`i${index + 1}`);
    });
    const saved = await file();
    await program.save(saved);
    const loaded = await build().load(saved);
    expect(loaded.predictors().map(({ signature }) => signature.instructions)).toEqual([
      'i1',
      'i2',
      'i3',
      'i4',
      'i5',
      'i6',
      'i7',
    ]);
  });

  it('keeps a predictor that is called metadata', async () => {
    const program = new Holder({ metadata: predictNamed('Meta.') });
    const saved = await file();
    await program.save(saved);
    const loaded = await new Holder({ metadata: new Predict('question -> answer') }).load(saved);
    expect(loaded.predictors()[0]!.signature.instructions).toBe('Meta.');
  });

  it('holds what is in frozen modules, and that they are', async () => {
    const build = (): Holder => new Holder({ inner: new Holder({ ask: new Predict('question -> answer') }) });
    const program = build();
    program.predictors()[0]!.demos = [{ question: 'q', answer: 'a' }];
    (program['inner'] as Module).freeze();
    const saved = await file();
    await program.save(saved);
    const loaded = await build().load(saved);
    expect((loaded['inner'] as Module).isFrozen).toBe(true);
    expect(loaded.namedPredictors()).toEqual([]);
    expect(loaded.namedPredictors({ frozen: true })[0]![1].demos).toHaveLength(1);
  });

  it('leaves out a model that cannot say what it is, and tells so', () => {
    const program = new Predict('a -> b', {
      lm: { ...modelParts, doGenerate: () => Promise.reject(new Error()) },
    });
    expect(program.dumpState()['lm']).toBeNull();
    expect(warnings.mock.calls[0]?.[1]).toMatchObject({ code: 'DSPEX_LM_NOT_SAVED' });
  });
});

const modelParts = {
  provider: 'own',
  model: 'model',
  endpoint: 'here',
  capabilities: { jsonSchema: false, jsonMode: false, tools: false },
};

describe('typed demonstrations', () => {
  class Person {
    name!: string;
    born!: Date;
  }
  const date: FieldType = { kind: 'date', format: 'date-time' };
  const person: FieldType = {
    kind: 'object',
    name: 'Person',
    construct: Person,
    properties: () => PROPERTIES,
  };
  const PROPERTIES = [
    { name: 'name', type: { kind: 'string' } as FieldType, optional: false, rules: [] },
    { name: 'born', type: date, optional: false, rules: [] },
  ];
  const types: Record<string, FieldType> = {
    when: date,
    who: person,
    tags: { kind: 'array', items: { kind: 'string' } },
    note: { kind: 'union', options: [{ kind: 'string' }, { kind: 'null' }] },
    big: { kind: 'bigint' },
  };
  const fields: Field[] = Object.entries(types).map(([name, type]) =>
    createField(name, { role: 'input', type }),
  );
  const signature = SignatureDescription.create({
    fields: [...fields, createField('answer', { role: 'output' })],
  });
  const ada = Object.assign(new Person(), { name: 'Ada', born: new Date('1815-12-10T00:00:00Z') });
  const demo = {
    when: new Date('2026-05-10T00:00:00Z'),
    who: ada,
    tags: [],
    note: null,
    big: 9007199254740993n,
    answer: 'yes',
  };

  it('come back as values of their types, and in the same prompt', async () => {
    const program = new Predict<object>(signature, { demos: [demo] });
    const saved = await file();
    await program.save(saved);
    const loaded = await new Predict<object>(signature).load(saved);
    const back = loaded.demos[0]!;
    expect((back['when'] as Date).getTime()).toBe(demo.when.getTime());
    expect(back['who']).toBeInstanceOf(Person);
    expect((back['who'] as Person).born).toEqual(ada.born);
    expect([back['tags'], back['note'], back['big']]).toEqual([[], null, 9007199254740993n]);
    const inputs = { when: demo.when, who: ada, tags: ['x'], note: 'n', big: 1n };
    expect(loaded.render(inputs as never).messages).toEqual(program.render(inputs as never).messages);
  });

  it('hold pictures and conversations as such, saved as DSPy saves them', async () => {
    const look = SignatureDescription.create({
      fields: [
        createField('picture', { role: 'input', type: { kind: 'custom', type: Image } }),
        createField('history', { role: 'input', type: { kind: 'custom', type: History } }),
        createField('caption', { role: 'output' }),
      ],
    });
    const picture = new Image('https://pictures.example/a.png');
    const history = new History([{ caption: 'a cat' }]);
    const saved = await file();
    await new Predict<object>(look, { demos: [{ picture, history, caption: 'one dot' }] }).save(saved);
    const { demos } = (await readJsonFile(saved)) as { demos: object[] };
    expect(demos[0]).toEqual({
      picture:
        '<<CUSTOM-TYPE-START-IDENTIFIER>>[{"type":"image_url","image_url":{"url":"https://pictures.example/a.png"}}]<<CUSTOM-TYPE-END-IDENTIFIER>>',
      history: { messages: [{ caption: 'a cat' }] },
      caption: 'one dot',
    });
    const [back] = (await new Predict<object>(look).load(saved)).demos;
    expect(Image.is(back!['picture'])).toBe(true);
    expect(back!['history']).toEqual(history);
  });

  it('are written digit by digit', async () => {
    const saved = await file();
    await new Predict<object>(signature, { demos: [demo] }).save(saved);
    expect(await readFile(saved, 'utf8')).toContain('"big": 9007199254740993');
  });
});

describe('loading', () => {
  it('leaves the state as it is and shares nothing with it', () => {
    const program = predictNamed('Ask.');
    program.demos = [{ question: ['deep'], answer: 'a' }];
    const state = deepFreeze(program.dumpState());
    const copy = structuredClone(state);
    const [one, other] = [new Predict('question -> answer'), new Predict('question -> answer')];
    one.loadState(state);
    other.loadState(state);
    expect(state).toEqual(copy);
    expect(one.demos[0]).not.toBe(other.demos[0]);
    expect(one.demos[0]!['question']).not.toBe(other.demos[0]!['question']);
    one.demos = [{ question: 'new' }];
    expect(other.demos).toEqual([{ question: ['deep'], answer: 'a' }]);
  });

  it('names all that is wrong and changes nothing', () => {
    const program = new Holder({ a: predictNamed('A.'), b: predictNamed('B.') });
    const state = stateOf(program);
    state['a']!.demos = ['text'] as never;
    state['a']!.signature.instructions = null;
    state['b']!.signature.fields[0]!['prefix'] = 5;
    const fresh = new Holder({ a: predictNamed('old A'), b: predictNamed('old B') });
    const error = catching(() => fresh.loadState(state));
    expect(error).toBeInstanceOf(StateError);
    expect((error as StateError).issues.map(({ path }) => path).sort()).toEqual([
      'a.demos[0]',
      'a.signature.instructions',
      'b.signature.fields[0].prefix',
    ]);
    expect(fresh.predictors().map(({ signature }) => signature.instructions)).toEqual(['old A', 'old B']);
  });

  it.each([[null], ['text'], [[]], [{}], [{ self: {} }], [{ signature: 5 }]])('refuses %j', (state) => {
    expect(() => predictNamed('A.').loadState(state as object)).toThrow(StateError);
  });

  it('says which predictor has no entry, and which resembles it', () => {
    const state = stateOf(new Holder({ routes: predictNamed('A.') }));
    expect(() => new Holder({ route: predictNamed('B.') }).loadState(state)).toThrow(
      /route: nothing, expected an entry for route; there is one for routes/,
    );
  });

  it('ignores entries without a predictor', () => {
    const state = stateOf(new Holder({ a: predictNamed('A.'), gone: predictNamed('G.') }));
    expect(() => new Holder({ a: predictNamed('B.') }).loadState(state)).not.toThrow();
  });

  it('shows how the fields have changed since', () => {
    const saved = new Holder({ route: new Predict('ticket, note: int -> team') }).dumpState();
    const program = new Holder({ route: new Predict('mail, note -> team') });
    const error = catching(() => program.loadState(saved));
    expect(error).toBeInstanceOf(SignatureDriftError);
    expect((error as SignatureDriftError).diff.split('\n').map((line) => line.trim())).toEqual([
      'route',
      'output team: string',
      '- input ticket: string',
      '- input note: integer',
      '+ input mail: string',
      '+ input note: string',
    ]);
  });

  it('accepts drift when told to, by name', () => {
    const old = new Predict('ticket, note -> team');
    old.signature = old.signature.withUpdatedField('note', { desc: 'what the agent noted' });
    const program = new Predict('note, mail -> team').loadState(old.dumpState(), { drift: 'accept' });
    expect(program.signature.field('note')?.desc).toBe('what the agent noted');
    expect(program.signature.field('mail')?.desc).toBe('${mail}');
  });

  it('goes by position in files of DSPy, whose count has to be right', () => {
    const fields = [
      { prefix: 'One:', description: 'first' },
      { prefix: 'Two:', description: 'second' },
    ];
    const state = (list: object[]): object => ({ signature: { instructions: 'I.', fields: list }, lm: null });
    const program = new Predict('a -> b').loadState(state(fields));
    expect(program.signature.field('b')).toMatchObject({ prefix: 'Two:', desc: 'second' });
    expect(() => new Predict('a -> b').loadState(state(fields.slice(1)))).toThrow(SignatureDriftError);
  });

  it('keeps an empty instruction empty', () => {
    const state = stateOf(new Holder({ a: predictNamed('x') }));
    state['a']!.signature.instructions = '';
    const program = new Holder({ a: predictNamed('y') }).loadState(state);
    expect(program.predictors()[0]!.signature.instructions).toBe('');
  });

  it('sets nothing by its name and tells what nothing reads', () => {
    const state = stateOf(new Holder({ a: predictNamed('x') }));
    Object.assign(state['a']!, { forward: 'evil', config: { api_base: 'http://evil' }, call: 1 });
    const program = new Holder({ a: predictNamed('y') }).loadState(state);
    const [predictor] = program.predictors();
    expect(typeof predictor!.call).toBe('function');
    expect(predictor!.config).toEqual({});
    expect(Object.keys(predictor!)).toEqual([]);
    expect(warnings.mock.calls[0]?.[0]).toMatch(/nothing reads forward, config, call/);
  });

  it('accepts no settings but those of a model', () => {
    const state = stateOf(new Holder({ a: predictNamed('x') }));
    Object.assign((state['metadata'] as unknown as { dspex: object }).dspex, {
      configs: { a: { baseURL: 'http://evil' } },
    });
    expect(() => new Holder({ a: predictNamed('y') }).loadState(state)).toThrow(
      /metadata\.dspex\.configs\.a/,
    );
  });

  it('refuses a version it does not know', () => {
    const state = stateOf(new Holder({ a: predictNamed('x') }));
    (state['metadata'] as unknown as { dspex: { version: number } }).dspex.version = 99;
    expect(() => new Holder({ a: predictNamed('y') }).loadState(state)).toThrow(StateVersionError);
  });

  it('tells that the prompt format is another', () => {
    const state = stateOf(new Holder({ a: predictNamed('x') }));
    (state['metadata'] as unknown as { dspex: object }).dspex = {
      version: 1,
      promptFormat: { name: 'old', version: 0 },
    };
    new Holder({ a: predictNamed('y') }).loadState(state);
    expect(warnings.mock.calls[0]?.[1]).toMatchObject({ code: 'DSPEX_PROMPT_FORMAT' });
  });

  it('reads what DSPy 2.5 wrote for a ChainOfThought', () => {
    const fields = ['Q:', 'Reasoning:', 'A:'].map((prefix) => ({ prefix, description: 'd' }));
    const state = {
      c: {
        signature: { instructions: 'plain', fields: fields.slice(1) },
        extended_signature: { instructions: 'extended', fields },
        demos: [{ q: '1' }],
        lm: null,
      },
    };
    const program = new Holder({ c: new ChainOfThought('q -> a') }).loadState(state);
    expect(program.predictors()[0]!.signature.instructions).toBe('extended');
    expect(program.predictors()[0]!.demos).toHaveLength(1);
  });

  it('keeps keys that could reach a prototype as data', () => {
    const state = JSON.parse(JSON.stringify(predictNamed('x').dumpState())) as { demos: unknown[] };
    state.demos = [JSON.parse('{"question": "q", "__proto__": {"polluted": 1}, "constructor": "c"}')];
    const program = new Predict('question -> answer').loadState(state);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(program.demos[0]!)).toEqual(['question', '__proto__', 'constructor']);
    expect(JSON.stringify(program.dumpState()['demos'])).toBe(
      '[{"question":"q","__proto__":{"polluted":1},"constructor":"c"}]',
    );
  });

  it('rejects with errors of ours only', async () => {
    await expect(new Predict('a -> b').load('/no/such/file.json')).rejects.toBeInstanceOf(DspyError);
    expect(() => new Predict('a -> b').loadState({}, { drfit: 'accept' } as object)).toThrow(/drift/);
  });
});

describe('models in saved state', () => {
  it('are left out when told to', () => {
    const state = { signature: savedSignature, lm: { model: 'nobody/knows' } };
    expect(new Predict('a -> b').loadState(state, { lms: false }).lm).toBeUndefined();
    const unfit = { signature: savedSignature, lm: { model: 'openai/x', temperature: 'hot' } };
    expect(() => new Predict('a -> b').loadState(unfit)).toThrow(/temperature[^]*lms: false/);
  });

  it('keep their own model when the file names none', () => {
    const predict = new Predict('a -> b', { lm: new MockLM([]) });
    predict.loadState({ signature: savedSignature, lm: null });
    expect(predict.lm).toBeUndefined();
  });
});

const savedSignature = {
  instructions: 'I.',
  fields: [
    { prefix: 'A:', description: 'a' },
    { prefix: 'B:', description: 'b' },
  ],
};

function catching(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
