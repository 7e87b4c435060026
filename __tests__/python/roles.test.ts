import { Evaluate } from '../../src/evaluate';
import { embedderIdOf } from '../../src/lm';
import { Module } from '../../src/modules';
import { Example, Prediction } from '../../src/primitives';
import {
  pythonEmbedder,
  pythonMetric,
  PythonProcess,
  PythonProgram,
  pythonRetriever,
  pythonTool,
} from '../../src/python';
import { Embeddings } from '../../src/retrievers';
import { describeRetriever } from '../contracts/retriever.contract';
import { describeWithPython, hasPython, PYTHON_FIXTURES, rejection } from '../support/python';

const python = new PythonProcess({ module: './roles.py', cwd: PYTHON_FIXTURES });
afterAll(() => python.close());

const examples = ['Dune', 'Emma', 'Ulysses'].map((question) =>
  Example.from({ question, answer: `${question.toUpperCase()}!` }).withInputs('question'),
);

describeWithPython('A Python function as an embedder', () => {
  it('gives vectors to search with', async () => {
    const embedder = pythonEmbedder(python, 'embed', { batchSize: 2 });
    expect(embedderIdOf(embedder)).toBe('python/./roles.py/embed');
    const corpus = ['the cat on the mat', 'rain in the north', 'a parrot'];
    const index = new Embeddings({ corpus, embedder });
    expect((await index.retrieve('north rain', { k: 1 }))[0]?.text).toBe('rain in the north');
    expect(await rejection(pythonEmbedder(python, 'embed_badly').embed(['x']))).toMatchObject({
      code: 'EMBEDDING',
    });
    const signal = AbortSignal.abort(new Error('no more'));
    await expect(embedder.embed(['x'], { signal })).rejects.toThrow('no more');
    expect(() => pythonEmbedder(python, 'embed', { batch: 1 } as never)).toThrow('batchSize');
  });
});

describeWithPython('A Python function as a retriever', () => {
  it('gives texts and objects as passages', async () => {
    const retriever = pythonRetriever(python, 'plain_search');
    const [first, second, third] = await retriever.retrieve('x', { k: 3 });
    expect(first).toMatchObject({ text: 'first', score: 1, metadata: {} });
    expect(first?.id).toMatch(/^[\da-f]{32}$/);
    expect(second).toMatchObject({ text: 'second', score: 1 / 2, metadata: { pid: 7 } });
    expect(third).toMatchObject({ text: 'third', metadata: { pid: 8 } });
    expect(await rejection(retriever.retrieve('x', { filter: { pid: 7 } }))).toMatchObject({
      code: 'RETRIEVER_FILTER',
    });
    expect(await rejection(pythonRetriever(python, 'no_passages').retrieve('x'))).toMatchObject({
      code: 'RETRIEVER',
      message: expect.stringContaining('text that is undefined at 0'),
    });
  });
});

if (hasPython) {
  describeRetriever({
    name: 'A Python function',
    create: async (passages) => {
      await python.call('keep', [passages]);
      return pythonRetriever(python, 'search');
    },
    isCollection: false,
  });
}

describeWithPython('A Python function as a metric', () => {
  const program = new PythonProgram<{ question: string }, { answer: string }>(python, 'shout');
  const scoreOf = async (name: string): Promise<number> =>
    (await new Evaluate({ devset: examples, metric: pythonMetric(python, name) }).call(program)).score;

  it('judges a program in an evaluation', async () => {
    expect(await scoreOf('exact')).toBe(1);
    const { rows } = await new Evaluate({ devset: examples, metric: pythonMetric(python, 'judged') }).call(
      program,
    );
    expect(rows[0]).toMatchObject({ score: 0.5, feedback: 'expected DUNE!' });
  });

  it('is given the trace where it takes one, and None for what else it must be given', async () => {
    const [example] = examples;
    const prediction = Prediction.from({ answer: 'DUNE!' });
    const step = { predictor: {}, inputs: { a: 1 }, prediction, isComplete: true };
    const judge = (name: string, trace?: readonly (typeof step)[]) =>
      pythonMetric(python, name)(example as never, prediction, trace);
    expect(await judge('traced')).toBe(0);
    expect(await judge('traced', [step, step])).toBe(2);
    expect(await judge('exact', [step])).toBe(true);
    expect(await judge('five')).toEqual({ score: true, feedback: '(None, None, None)' });
  });

  it('is an error of the metric, and no zero, where it gives no score or fails', async () => {
    const { errors, n } = await new Evaluate({
      devset: examples,
      metric: pythonMetric(python, 'no_score'),
    }).call(program);
    expect([errors, n]).toEqual([{ metric: 3 }, 0]);
  });

  it('is told from others where scores are kept', () => {
    const versions = [
      pythonMetric(python, 'exact'),
      pythonMetric(python, 'judged'),
      pythonMetric(python, 'exact', { version: '2' }),
    ].map((metric) => (metric as { version?: string }).version);
    expect(new Set(versions).size).toBe(3);
  });
});

describeWithPython('A Python function as a tool', () => {
  it('says what it does and takes by its docstring and annotations', async () => {
    const tool = await pythonTool(python, 'forecast', { hidden: { key: 'k-123456' } });
    const hasAnnotated = !/^3\.8\./.test(python.info?.python ?? '');
    expect(tool.name).toBe('forecast');
    expect(tool.description).toBe('The forecast for a place.\n\nUse it for weather only.');
    expect(tool.parameters).toMatchObject({
      type: 'object',
      required: ['place'],
      properties: {
        place: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
        days: {
          type: 'integer',
          default: 1,
          ...(hasAnnotated ? { description: 'how many days ahead' } : {}),
        },
        unit: { enum: ['celsius', 'fahrenheit'], default: 'celsius' },
        tags: { type: 'array', items: { enum: ['rain', 'wind'] } },
        since: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }], default: null },
      },
    });
    expect(Object.keys(tool.parameters['properties'] as object)).not.toContain('key');
    const given = {
      place: { city: 'Rome' },
      days: 2,
      unit: 'fahrenheit',
      tags: ['rain'],
      since: '2026-01-02',
    };
    expect(await tool.call(given)).toBe('Rome: sun for 2 days (fahrenheit, rain, k-123456)');
  });

  it('tells a model what is wrong, without calling Python for arguments that do not fit', async () => {
    const tool = await pythonTool(python, 'forecast', { name: 'weather' });
    const result = await tool.run({ place: { city: 'Rome' }, unit: 'kelvin' });
    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify(result)).toContain('unit');
    const broken = await (await pythonTool(python, 'broken_tool')).run({ query: 'x' });
    expect(JSON.stringify(broken)).toContain('LookupError: no table');
    expect(await rejection(pythonTool(python, 'forcast'))).toMatchObject({
      code: 'PYTHON_FUNCTION',
      message: expect.stringContaining('"forecast"'),
    });
  });
});

describeWithPython('A program in Python as a module', () => {
  it('takes inputs as keywords and gives the fields of what it answers', async () => {
    const shout = new PythonProgram<{ question: string; times?: number }, { answer: string }>(
      python,
      'shout',
    );
    expect((await shout.call({ question: 'hi', times: 2 })).answer).toBe('HI!!');
    const count = new PythonProgram<{ text: string }, { result: number }>(python, 'count');
    expect((await count.call({ text: 'four' })).result).toBe(4);
    expect(await rejection(shout.call({ text: 'x' } as never))).toMatchObject({ code: 'PYTHON_ARGUMENTS' });
    expect(shout).toBeInstanceOf(Module);
  });

  it('makes a class once, and counts the tokens that it tells of', async () => {
    const qa = new PythonProgram<{ question: string }, { answer: string; made: number }>(python, 'Qa');
    const before = await new PythonProgram<{ question: string }, { made: number }>(python, 'qa').call({
      question: 'x',
    });
    const answers = await qa.batch([{ question: 'ab' }, { question: 'cd' }]);
    expect(answers.map(({ answer }) => answer)).toEqual(['ba', 'dc']);
    expect(answers.map(({ made }) => made)).toEqual([before.made + 1, before.made + 1]);
    expect(answers[0]?.usage).toMatchObject({
      requests: 1,
      inputTokens: 12,
      outputTokens: 3,
      cachedInputTokens: 4,
    });
  });

  it('is evaluated like any other, and copied with the process it runs in', async () => {
    const program = new PythonProgram<{ question: string }, { answer: string }>(python, 'shout').deepCopy();
    const metric = (example: { answer: string }, { answer }: { answer: string }) => example.answer === answer;
    const { score, n } = await new Evaluate({ devset: examples, metric, concurrency: 3 }).call(program);
    expect([score, n]).toEqual([1, 3]);
  });

  it('is ended by the signal and the timeout of a call', async () => {
    const program = new PythonProgram<{ question: string }>(python, 'shout');
    const signal = AbortSignal.abort(new Error('no more'));
    await expect(program.call({ question: 'x' }, { signal })).rejects.toThrow('no more');
    const never = new PythonProgram<{ question: string }>(python, 'never');
    const code = { code: 'CALL_TIMEOUT' };
    expect(await rejection(never.call({ question: 'x' }, { timeout: 20 }))).toMatchObject(code);
    const own = new PythonProgram<{ question: string }>(python, 'never', { timeout: 20 });
    expect(await rejection(own.call({ question: 'x' }))).toMatchObject({ code: 'PYTHON_TIMEOUT' });
  });

  it('saves its name, and takes no other from a file', () => {
    const program = new PythonProgram(python, 'shout', { version: '2' });
    const state = program.dumpState();
    expect(state['self']).toEqual({ python_module: './roles.py', python_name: 'shout', version: '2' });
    expect(() => program.loadState(state)).not.toThrow();
    const planted = { ...state, self: { python_module: './roles.py', python_name: 'evil' } };
    expect(() => program.loadState(planted)).toThrow('python_name');
  });
});
