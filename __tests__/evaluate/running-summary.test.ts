import { RunningSummary, summarize } from '../../src/evaluate/running-summary';
import type { EvaluationRow } from '../../src/evaluate';
import { NO_USAGE } from '../../src/messages';
import { Example } from '../../src/primitives';

const example = Example.from({ question: 'q' }).withInputs('question');
const row = (index: number, more: Partial<EvaluationRow>): EvaluationRow => ({
  index,
  example,
  latencyMs: index,
  usage: { ...NO_USAGE, requests: 1 },
  ...more,
});

describe('RunningSummary', () => {
  it('gives the figures of all rows without keeping one', () => {
    const rows = [
      row(0, { score: 1, objectives: { brevity: 0.5 } }),
      row(1, { score: 0, objectives: { brevity: 1 }, metricUsage: { ...NO_USAGE, requests: 2 } }),
      row(2, { error: { kind: 'format', code: 'X', message: 'broken' } }),
    ];
    const running = new RunningSummary(1);
    for (const each of rows) running.add(each);
    expect(running.count).toBe(3);
    expect(running.summary()).toEqual(summarize(rows));
    expect(running.summary()).toMatchObject({
      score: 0.5,
      n: 2,
      errors: { format: 1 },
      objectives: { brevity: 0.75 },
      usage: { requests: 3 },
      metricUsage: { requests: 2 },
      latency: { p50: 1 },
    });
  });

  it('counts an example that was run several times once, with its mean', () => {
    const running = new RunningSummary(2);
    for (const [index, score] of [
      [0, 1],
      [1, 1],
      [0, 0],
      [1, 1],
    ] as const)
      running.add(row(index, { score }));
    expect(running.summary()).toMatchObject({ score: 0.75, n: 2 });
  });

  it('holds for nothing', () => {
    expect(new RunningSummary(1).summary()).toMatchObject({
      score: NaN,
      n: 0,
      interval: [NaN, NaN],
      errors: {},
    });
  });
});
