import { CompleteAndGrounded, Evaluate, EvaluationStore, SemanticF1 } from '../../../src/evaluate';
import { LmServerError, MockLM } from '../../../src/lm';
import { Module } from '../../../src/modules';
import { Example, Prediction } from '../../../src/primitives';
import { BootstrapFewShot } from '../../../src/teleprompt';
import { readRequest, scriptedLM } from '../../support/scripted-lm';

const devset = ['Paris', 'Rome', 'Oslo'].map((response, place) =>
  Example.from({ question: `q${place}`, response }).withInputs('question'),
);

class Answerer extends Module {
  override async forward({ question }: { question: string }) {
    return { response: question === 'q0' ? 'Paris' : 'Bern', context: ['one passage', 'another'] };
  }
}

/** Right responses are complete, others half so. */
const judgeLM = (): MockLM =>
  scriptedLM((output, { input }) => {
    if (output === 'reasoning' || output === 'discussion') return `Said of ${input('systemResponse')}.`;
    if (output.endsWith('Ideas') || output.endsWith('Claims')) return '["one"]';
    if (output === 'precision') return '1.5';
    return input('systemResponse') === 'Paris' ? '1' : '0.5';
  });

const quiet = { devset, progress: false } as const;

describe('SemanticF1', () => {
  it.each([false, true])(
    'scores by recall and precision, cut to 0 to 1 (decompositional: %p)',
    async (decompositional) => {
      const lm = judgeLM();
      const judge = new SemanticF1({ lm, decompositional });
      const result = await new Evaluate({ ...quiet, metric: judge.metric }).call(new Answerer());
      expect(result.rows.map(({ score }) => score)).toEqual([1, 2 / 3, 2 / 3]);
      expect(result.rows[1]).toMatchObject({
        objectives: { recall: 0.5, precision: 1 },
        feedback: 'Said of Bern.',
      });
      expect(lm.requests).toHaveLength(3);
      expect(readRequest(lm.requests[0]!).input('groundTruth')).toBe('Paris');
    },
  );

  it('counts what judging costs apart from what the program costs', async () => {
    const judge = new SemanticF1({ lm: judgeLM() });
    const { usage, metricUsage, rows } = await new Evaluate({ ...quiet, metric: judge.metric }).call(
      new Answerer(),
    );
    expect([usage.requests, metricUsage.requests]).toEqual([0, 3]);
    expect(rows[0]?.metricUsage?.requests).toBe(1);
  });

  it('makes no success of a low score where demonstrations are looked for', async () => {
    const lm = scriptedLM((_, { input }) => (input('question') === 'q0' ? 'Paris' : 'Bern'));
    const { Predict } = await import('../../../src/modules');
    const student = new Predict('question -> response', { lm });
    const demosWith = async (threshold: number) => {
      const { metric } = new SemanticF1({ lm: judgeLM(), threshold });
      const program = await new BootstrapFewShot({ metric, maxLabeledDemos: 0 }).compile(student, {
        trainset: devset,
      });
      return program.demos.length;
    };
    expect([await demosWith(0.7), await demosWith(0.6)]).toEqual([1, 3]);
  });

  it.each(['reasoning without a number', '{}', '', '[[ ## recall ## ]]\nn/a\n\n[[ ## precision ## ]]\n1'])(
    'scores nothing where the judge says %j: that is an error of the metric',
    async (reply) => {
      const judge = new SemanticF1({ lm: new MockLM(() => reply) });
      const result = await new Evaluate({ ...quiet, metric: judge.metric }).call(new Answerer());
      expect(result).toMatchObject({ n: 0, score: NaN, errors: { metric: 3 } });
      expect(result.rows[0]?.prediction?.get('response')).toBe('Paris');
    },
  );

  it('takes a fault of its provider for one', async () => {
    const judge = new SemanticF1({ lm: new MockLM(() => new LmServerError({ problem: 'down' })) });
    const result = await new Evaluate({ ...quiet, metric: judge.metric }).call(new Answerer());
    expect(result.errors).toEqual({ infrastructure: 3 });
  });

  it('is another metric with another model or other options, and the same with the same', async () => {
    const store = EvaluationStore.inMemory();
    const reused = async (judge: SemanticF1) =>
      (await new Evaluate({ ...quiet, store, metric: judge.metric }).call(new Answerer())).reused;
    const lm = judgeLM();
    expect(await reused(new SemanticF1({ lm }))).toBe(0);
    expect(await reused(new SemanticF1({ lm }))).toBe(3);
    expect(await reused(new SemanticF1({ lm, decompositional: true }))).toBe(0);
    expect(await reused(new SemanticF1({ lm, threshold: 0.9 }))).toBe(0);
  });

  it('is a program: it is called by itself, has a predictor, and reads fields of other names', async () => {
    const judge = new SemanticF1({ lm: judgeLM(), question: 'ask', response: 'says' });
    expect(judge.namedPredictors().map(([path]) => path)).toEqual(['compare.predict']);
    const verdict = await judge.call({ question: 'q', groundTruth: 'Paris', systemResponse: 'Paris' });
    expect(verdict).toMatchObject({ score: 1, recall: 1, precision: 1 });
    const example = Example.from({ ask: 'q', says: 'Paris' }).withInputs('ask');
    const scored = await judge.metric(example as never, Prediction.from({ says: 'Paris' }));
    expect(scored).toMatchObject({ score: 1 });
    await expect(judge.metric(example as never, Prediction.from({ response: 'Paris' }))).rejects.toThrow(
      /field "says"/,
    );
  });

  it('refuses what cannot be', () => {
    expect(() => new SemanticF1({ threshold: 2 })).toThrow(/0 to 1/);
    expect(() => new SemanticF1({ model: 'x' } as never)).toThrow(/model/);
  });
});

describe('CompleteAndGrounded', () => {
  it('asks twice, shows the passages to one of the questions, and takes the mean of both', async () => {
    const lm = judgeLM();
    const judge = new CompleteAndGrounded({ lm });
    const result = await new Evaluate({ ...quiet, metric: judge.metric }).call(new Answerer());
    expect(result.rows.map(({ score }) => score)).toEqual([1, 0.5, 0.5]);
    expect(result.rows[0]?.objectives).toEqual({ completeness: 1, groundedness: 1 });
    expect(result.rows[0]?.feedback).toMatch(/Completeness: .*\nGroundedness: /);
    expect(lm.requests).toHaveLength(6);
    const contexts = lm.requests.map((request) => readRequest(request).input('retrievedContext'));
    expect(contexts.filter((text) => text === 'one passage\n\nanother')).toHaveLength(3);
  });

  it('reads the passages from a field of another name', async () => {
    const judge = new CompleteAndGrounded({ lm: judgeLM(), context: 'passages' });
    const metric = judge.metric;
    const prediction = Prediction.from({ response: 'Paris', passages: 'one' });
    expect(await metric(devset[0] as never, prediction)).toMatchObject({ score: 1 });
    expect(judge.namedPredictors().map(([path]) => path)).toEqual(['complete.predict', 'grounded.predict']);
  });
});
