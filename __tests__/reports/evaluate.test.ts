import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dataset } from '../../src/datasets';
import { Evaluate, EvaluationResult, type MetricResult } from '../../src/evaluate';
import { Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { VectorIndex } from '../../src/retrievers';
import { trackUsage } from '../../src/lm';
import { LabeledFewShot } from '../../src/teleprompt';
import { MockLM } from '../../src/testing';
import { itShows } from '../support/report-cases';

const reply = '[[ ## answer ## ]]\nx\n\n[[ ## completed ## ]]';
const devsetOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    Example.from({ question: `q${index}`, answer: 'x', place: index }).withInputs('question'),
  );

/** The evaluation of a program that always answers, by a metric that gives these results in turn. */
function evaluated(results: readonly unknown[], concurrency = 8): Promise<EvaluationResult> {
  const metric = (example: { place: number }) => results[example.place] as MetricResult;
  const evaluate = new Evaluate({ devset: devsetOf(results.length), metric, concurrency });
  return evaluate.call(new Predict('question -> answer'), { lm: new MockLM(() => reply) });
}

describe('an evaluation', () => {
  itShows<{ 'metric results': unknown[] }>(
    'b086',
    'counts zeros, false and scores with feedback',
    async (given) => {
      const { rows, score, errors, n } = await evaluated(given['metric results']);
      expect(rows.map((row) => row.score)).toEqual([0, 1, 0, 0, 0.5]);
      expect([score, n, errors]).toMatchObject([0.3, 5, {}]);
      expect(Object.values(errors as unknown as Record<string, number>).every((count) => count === 0)).toBe(
        true,
      );
      expect([rows[3]?.feedback, rows[4]?.feedback]).toEqual(['bad', '']);
    },
  );

  itShows('b086', 'keeps a feedback beside a score of false or true', async () => {
    const { rows, score } = await evaluated([
      { score: false, feedback: 'no' },
      { score: true, feedback: 'yes' },
      0,
      { score: -1 },
    ]);
    expect(rows.map((row) => row.score)).toEqual([0, 1, 0, -1]);
    expect(rows.map((row) => row.feedback)).toEqual(['no', 'yes', undefined, undefined]);
    expect(score).toBe(0);
  });

  itShows('b097', 'takes a score that is no number for an error of the metric', async () => {
    for (const wrong of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '0.5',
      null,
      undefined,
      {},
      { score: Number.NaN },
    ]) {
      const { rows, score, n, total } = await evaluated([1, wrong, 1]);
      expect(rows[1]?.error?.kind).toBe('metric');
      expect(rows[1]).not.toHaveProperty('score');
      expect([score, n, total]).toEqual([1, 2, 3]);
    }
  });

  itShows('b097', 'reports the same after a way through JSON', async () => {
    const json = (await evaluated([1, Number.NaN, 1])).toJSON();
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe('calls side by side', () => {
  itShows('b098b', 'each know what they cost, and their sum', async () => {
    const lm = new MockLM(({ messages }) => {
      const [, count] = /q(\d)/.exec(JSON.stringify(messages))!;
      return { text: reply, usage: { inputTokens: Number(count), outputTokens: Number(count) } };
    });
    class Twice extends Module {
      readonly step = new Predict('question -> answer');
      async forward(inputs: { question: string }) {
        return this.step.call(inputs);
      }
    }
    const program = new Twice().setLM(lm);
    const items = [1, 2, 3].map((place) => ({ question: `q${place}` }));
    const { result, usage } = await trackUsage(() => program.batch(items, { concurrency: 3 }));
    expect(result.map((prediction) => prediction.usage)).toMatchObject(
      [1, 2, 3].map((count) => ({ inputTokens: count, outputTokens: count })),
    );
    expect(usage).toMatchObject({ inputTokens: 6, outputTokens: 6 });
  });
});

describe('two hundred thousand', () => {
  const count = 200_000;

  itShows('b156a', 'rows are added up', () => {
    const example = Example.from({ a: 1 });
    const rows = Array.from({ length: count }, (_, index) => ({
      index,
      example,
      score: index % 2,
      latencyMs: index,
      usage: { inputTokens: 1, outputTokens: 1, requests: 1 } as never,
    }));
    const result = new EvaluationResult(rows, { total: count, durationMs: 1 });
    expect([result.score, result.n]).toEqual([0.5, count]);
    expect(result.toJsonLines().split('\n')).toHaveLength(count + 1);
  });

  itShows('b156a', 'vectors are indexed', () => {
    const vectors = Array.from({ length: count }, (_, index) => [index % 7, index % 11, index % 13, 1]);
    expect(VectorIndex.from(vectors).nearest([1, 2, 3, 1], 5)).toHaveLength(5);
  });

  itShows('b156a', 'examples are demonstrations', async () => {
    const trainset = devsetOf(count);
    const program = await new LabeledFewShot({ k: count }).compile(new Predict('question -> answer'), {
      trainset,
    });
    expect(program.demos).toHaveLength(count);
    const whole = program.deepCopy();
    expect(whole.demos).toHaveLength(count);
    expect(Object.keys(whole.dumpState())).toContain('demos');
  });

  itShows('b156a', 'lines are read', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'dspex-lines-')), 'rows.jsonl');
    await writeFile(file, '{"q":"a","a":"b"}\n'.repeat(count));
    expect(await Dataset.fromFile(file, { inputs: ['q'] }).toArray()).toHaveLength(count);
  });
});
