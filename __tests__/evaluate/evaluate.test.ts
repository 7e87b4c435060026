import { AdapterParseError } from '../../src/adapters';
import { Evaluate, exactMatch, LocalRunner, type EvaluationRow, type MetricResult } from '../../src/evaluate';
import { LmServerError, MockLM } from '../../src/lm';
import { Module, Predict, type CallOptions } from '../../src/modules';
import { Example, Prediction } from '../../src/primitives';
import { plainAdapter } from '../support/plain-adapter';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const devset = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    Example.from({ question: `q${place}`, answer: `a${place}` }).withInputs('question'),
  );

type Inputs = { question: string };

function program(forward: (inputs: Inputs, options?: CallOptions) => unknown) {
  class Scripted extends Module {
    override async forward(inputs: Inputs, options?: CallOptions) {
      return (await forward(inputs, options)) as object;
    }
  }
  return new Scripted();
}

const right = program(({ question }) => Prediction.from({ answer: question.replace('q', 'a') }));
const quiet = { progress: false } as const;

describe('Evaluate', () => {
  it('gives the mean, how many it is of, its interval and a row for each example', async () => {
    const half = program(({ question }) => ({ answer: question === 'q0' ? 'a0' : 'no' }));
    const result = await new Evaluate({ devset: devset(2), metric: exactMatch(), ...quiet }).call(half);
    expect(result).toMatchObject({ score: 0.5, n: 2, errors: {}, total: 2 });
    expect(result.rows.map((row) => [row.index, row.score, row.prediction?.get('answer')])).toEqual([
      [0, 1, 'a0'],
      [1, 0, 'no'],
    ]);
    expect(result.interval[0]).toBeLessThan(0.1);
    expect(result).not.toHaveProperty('stopped');
  });

  it('reads numbers, booleans and scores with feedback alike', async () => {
    const given: MetricResult[] = [0, 1, false, { score: 0, feedback: 'bad' }, { score: 0.5, feedback: '' }];
    const metric = (example: Example<{ question: string; answer: string }>) =>
      given[Number(example.question.slice(1))] as MetricResult;
    const result = await new Evaluate({ devset: devset(5), metric, ...quiet }).call(right);
    expect(result.rows.map((row) => row.score)).toEqual([0, 1, 0, 0, 0.5]);
    expect(result).toMatchObject({ score: 0.3, errors: {} });
    expect(result.rows.map((row) => row.feedback)).toEqual([undefined, undefined, undefined, 'bad', '']);
  });

  it.each([[Number.NaN], [undefined], ['1'], [{ score: 'n/a' }], [{}], [Infinity], [null]])(
    'records %p from a metric as an error of the metric, with the prediction, and leaves it out of the mean',
    async (found) => {
      const metric = ({ answer }: { answer: string }) => (answer === 'a1' ? (found as never) : 1);
      const result = await new Evaluate({ devset: devset(3), metric, failureScore: 0, ...quiet }).call(right);
      expect(result).toMatchObject({ score: 1, n: 2, errors: { metric: 1 } });
      expect(result.rows[1]).toMatchObject({ error: { kind: 'metric', code: 'EVALUATE_METRIC' } });
      expect(result.rows[1]?.prediction?.get('answer')).toBe('a1');
      expect(result.rows[1]).not.toHaveProperty('score');
    },
  );

  it('counts objectives beside the score', async () => {
    const metric = ({ answer }: { answer: string }) => ({ score: 1, objectives: { length: answer.length } });
    const result = await new Evaluate({ devset: devset(2), metric, ...quiet }).call(right);
    expect(result.objectives).toEqual({ length: 2 });
  });

  it('tells faults of the program, of the format and of the provider apart, and scores none of them', async () => {
    const faults = [
      new Error('bug'),
      new AdapterParseError({ adapter: 'chat', signature: 'S', text: '', issues: [] }),
      new LmServerError({ problem: 'The server failed.' }),
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(), { code: 'ECONNRESET' }),
      }),
    ];
    const failing = program(({ question }) => {
      const fault = faults[Number(question.slice(1))];
      if (fault !== undefined) throw fault;
      return { answer: 'a4' };
    });
    const result = await new Evaluate({ devset: devset(5), metric: exactMatch(), ...quiet }).call(failing);
    expect(result).toMatchObject({ score: 1, n: 1, errors: { program: 1, format: 1, infrastructure: 2 } });
    expect(result.rows[0]?.error).toMatchObject({
      kind: 'program',
      code: 'Error',
      message: 'bug',
      cause: faults[0],
    });
  });

  it('gives failureScore to faults of the program only', async () => {
    const failing = program(({ question }) => {
      if (question === 'q0') throw new Error('bug');
      if (question === 'q1') throw new LmServerError({ problem: 'The server failed.' });
      return { answer: 'a2' };
    });
    const evaluate = new Evaluate({ devset: devset(3), metric: exactMatch(), failureScore: 0, ...quiet });
    expect(await evaluate.call(failing)).toMatchObject({
      score: 0.5,
      n: 2,
      errors: { program: 1, infrastructure: 1 },
    });
  });

  it('counts a failing provider of a judge as infrastructure', async () => {
    const metric = () => Promise.reject(new LmServerError({ problem: 'The server failed.' }));
    const result = await new Evaluate({ devset: devset(1), metric, ...quiet }).call(right);
    expect(result).toMatchObject({ score: NaN, n: 0, errors: { infrastructure: 1 } });
  });

  it('ends an example at its timeout and tells the program by its signal', async () => {
    let heard = 0;
    const hanging = program(({ question }, options) =>
      question === 'q0'
        ? { answer: 'a0' }
        : new Promise(() => options?.signal?.addEventListener('abort', () => heard++)),
    );
    const evaluate = new Evaluate({ devset: devset(2), metric: exactMatch(), timeout: 20, ...quiet });
    const result = await evaluate.call(hanging);
    expect(result).toMatchObject({ score: 1, n: 1, errors: { timeout: 1 } });
    expect([result.rows[1]?.error?.code, heard]).toEqual(['EVALUATE_TIMEOUT', 1]);
  });

  it('ends a hanging metric at the timeout too, and keeps the prediction', async () => {
    const metric = () => new Promise<number>(() => undefined);
    const result = await new Evaluate({ devset: devset(1), metric, timeout: 20, ...quiet }).call(right);
    expect(result.rows[0]).toMatchObject({ error: { kind: 'timeout' }, prediction: { answer: 'a0' } });
  });

  it('stops at maxErrors with the rows so far', async () => {
    const failing = program(() => Promise.reject(new Error('no')));
    const options = { devset: devset(50), metric: exactMatch(), maxErrors: 3, concurrency: 1, ...quiet };
    const result = await new Evaluate(options).call(failing);
    expect(result).toMatchObject({ stopped: 'max-errors', total: 50, errors: { program: 3 } });
    expect(result.rows).toHaveLength(3);
  });

  it('gives the rows so far when aborted, and waits for nothing', async () => {
    const controller = new AbortController();
    const slow = program(({ question }) => {
      if (question === 'q1') controller.abort();
      return question === 'q0' ? { answer: 'a0' } : new Promise(() => undefined);
    });
    const evaluate = new Evaluate({ devset: devset(9), metric: exactMatch(), concurrency: 1, ...quiet });
    const result = await evaluate.call(slow, { signal: controller.signal });
    expect(result).toMatchObject({ stopped: 'aborted', score: 1, n: 1, total: 9, errors: {} });
  });

  it('runs as many at once as concurrency says and keeps the order of the devset', async () => {
    let running = 0;
    let most = 0;
    const slow = program(async ({ question }) => {
      most = Math.max(most, ++running);
      for (let left = 9 - Number(question.slice(1)); left > 0; left--) await turn();
      running--;
      return { answer: question.replace('q', 'a') };
    });
    const result = await new Evaluate({
      devset: devset(9),
      metric: exactMatch(),
      concurrency: 4,
      ...quiet,
    }).call(slow);
    expect(most).toBe(4);
    expect(result.rows.map((row) => row.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('shares the limit of a runner between evaluations', async () => {
    let running = 0;
    let most = 0;
    const slow = program(async () => {
      most = Math.max(most, ++running);
      await turn();
      running--;
      return { answer: '' };
    });
    const evaluate = new Evaluate({
      devset: devset(5),
      metric: () => 1,
      runner: new LocalRunner({ concurrency: 3 }),
      ...quiet,
    });
    await Promise.all([evaluate.call(slow), evaluate.call(slow)]);
    expect(most).toBe(3);
  });

  it('tells onRow of each row as it ends', async () => {
    const rows: EvaluationRow[] = [];
    const options = {
      devset: devset(3),
      metric: exactMatch(),
      onRow: (row: EvaluationRow) => rows.push(row),
      ...quiet,
    };
    const result = await new Evaluate(options).call(right);
    expect(rows.map((row) => row.score)).toEqual([1, 1, 1]);
    expect(result.rows).toEqual(rows);
  });

  it('rejects with what onRow throws', async () => {
    const onRow = (): never => {
      throw new Error('my fault');
    };
    const evaluate = new Evaluate({ devset: devset(3), metric: exactMatch(), onRow, ...quiet });
    await expect(evaluate.call(right)).rejects.toThrow('my fault');
  });

  it('passes call options on, counts usage by row and in all, and calls the metric without a trace', async () => {
    const lm = new MockLM((request) => ({
      text: JSON.stringify({ answer: JSON.stringify(request.settings ?? {}) }),
      usage: { inputTokens: Number(JSON.stringify(request.messages.at(-1)?.content).match(/q(\d)/)?.[1]) },
    }));
    const seen: unknown[] = [];
    const metric = (...given: unknown[]) => seen.push(given.length);
    const result = await new Evaluate({ devset: devset(4), metric, ...quiet }).call(
      new Predict('question -> answer'),
      { lm, adapter: plainAdapter, config: { temperature: 0.5 } },
    );
    expect(seen).toEqual([2, 2, 2, 2]);
    expect(result.rows.map((row) => row.usage.inputTokens)).toEqual([0, 1, 2, 3]);
    expect(result.usage).toMatchObject({ requests: 4, inputTokens: 6 });
    expect(result.rows[0]?.prediction?.get('answer')).toBe('{"temperature":0.5}');
  });

  it('draws a bar on standard error only where that is a terminal, unless progress is false', async () => {
    const written = async (isTTY: boolean, progress?: boolean): Promise<string> => {
      const before = process.stderr.isTTY;
      const spy = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true });
      try {
        await new Evaluate({ devset: devset(2), metric: exactMatch(), progress }).call(right);
        return spy.mock.calls.map(([text]) => String(text)).join('');
      } finally {
        Object.defineProperty(process.stderr, 'isTTY', { value: before, configurable: true });
        spy.mockRestore();
      }
    };
    expect(await written(true)).toContain('2/2');
    expect(await written(true, false)).toBe('');
    expect(await written(false)).toBe('');
  });

  it('refuses options that no evaluation could run with', () => {
    const metric = () => 1;
    const attempts: [object, string][] = [
      [{ devset: 'rows', metric }, 'a list of examples'],
      [{ devset: [Example.from({ a: 1 })], metric }, 'row 0'],
      [{ devset: devset(1) }, 'a function'],
      [{ devset: devset(1), metric, concurency: 3 }, 'concurrency'],
      [{ devset: devset(1), metric, concurrency: 0 }, 'at least 1'],
      [{ devset: devset(1), metric, timeout: 0 }, 'milliseconds'],
      [{ devset: devset(1), metric, maxErrors: 0 }, 'at least 1'],
      [{ devset: devset(1), metric, failureScore: Number.NaN }, 'finite'],
      [{ devset: devset(1), metric, concurrency: 2, runner: new LocalRunner() }, 'runner'],
    ];
    for (const [options, words] of attempts) expect(() => new Evaluate(options as never)).toThrow(words);
  });

  it('refuses call options it does not know', async () => {
    const evaluate = new Evaluate({ devset: devset(1), metric: exactMatch(), ...quiet });
    await expect(evaluate.call(right, { sginal: 1 } as never)).rejects.toThrow('signal');
  });
});
