import { compareResults, EvaluationResult, type EvaluationRow } from '../../src/evaluate';
import { NO_USAGE } from '../../src/messages';
import { Example } from '../../src/primitives';

const resultOf = (scores: readonly (number | undefined)[]) =>
  new EvaluationResult(
    scores.map((score, index): EvaluationRow => {
      const example = Example.from({ index }).withInputs('index');
      return { index, example, ...(score !== undefined && { score }), latencyMs: 1, usage: NO_USAGE };
    }),
    { total: scores.length, durationMs: 1 },
  );

describe('compareResults', () => {
  it('takes differences example by example', () => {
    const comparison = compareResults(resultOf([0, 0, 1, 1]), resultOf([1, 1, 1, 0]));
    expect(comparison).toMatchObject({ difference: 0.25, n: 4, wins: 2, losses: 1, ties: 1, pValue: 1 });
    expect(comparison.interval.map((end) => Number(end.toFixed(3)))).toEqual([-1.273, 1.773]);
  });

  it('leaves out examples that one of the two was not scored on', () => {
    expect(compareResults(resultOf([0, undefined, 1]), resultOf([1, 1, undefined]))).toMatchObject({
      n: 1,
      difference: 1,
    });
  });

  it('does not claim certainty where all differences are equal', () => {
    const [low, high] = compareResults(resultOf([0, 0, 0]), resultOf([1, 1, 1])).interval;
    expect([low < 0.9, high]).toEqual([true, 1]);
  });

  it('is NaN without pairs', () => {
    expect(compareResults(resultOf([]), resultOf([]))).toMatchObject({ difference: NaN, n: 0, pValue: 1 });
  });
});

describe('EvaluationResult', () => {
  it('adds up 200,000 rows', () => {
    const result = resultOf(Array.from({ length: 200_000 }, (_, index) => index % 2));
    expect([result.score, result.n, result.latency.p99]).toEqual([0.5, 200_000, 1]);
    expect(result.toCsv().split('\r\n')).toHaveLength(200_002);
  });
});
