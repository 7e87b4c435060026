import { EvaluationResult, type EvaluationRow, type GateOptions } from '../../src/evaluate';
import { NO_USAGE } from '../../src/messages';
import { Example } from '../../src/primitives';

const rowsOf = (scores: readonly (number | undefined)[], team = 'a'): EvaluationRow[] =>
  scores.map((score, index) => ({
    index,
    example: Example.from({ question: `q${index}`, team }).withInputs('question'),
    ...(score === undefined
      ? { error: { kind: 'program', code: 'X', message: 'broken' } as const }
      : { score }),
    latencyMs: 1,
    usage: NO_USAGE,
  }));
const resultOf = (rows: readonly EvaluationRow[]) => {
  const plain = new EvaluationResult(rows, { total: rows.length, durationMs: 1 });
  return new EvaluationResult(rows, { total: rows.length, durationMs: 1 }, { slices: plain.sliceBy('team') });
};
const repeat = (count: number, score: number | undefined) => Array.from({ length: count }, () => score);
/** 30 of 40: 0.75, with an interval of 0.598 to 0.858. */
const good = resultOf(rowsOf([...repeat(30, 1), ...repeat(10, 0)]));
const passes = (minScore: number, options?: GateOptions): boolean => {
  try {
    good.assertScore(minScore, options);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'EVALUATE_SCORE_GATE', minScore });
    return false;
  }
};

describe('result.assertScore', () => {
  it('holds the score to a bar', () => {
    expect([passes(0.7), passes(0.75), passes(0.76)]).toEqual([true, true, false]);
  });

  it('holds either end of the interval to it', () => {
    expect([passes(0.55, { by: 'low' }), passes(0.7, { by: 'low' })]).toEqual([true, false]);
    expect([passes(0.8, { by: 'high' }), passes(0.9, { by: 'high' })]).toEqual([true, false]);
  });

  it('says the score, how sure it is, and what would help', () => {
    expect(() => good.assertScore(0.8)).toThrow(
      /0\.750 \(95 % 0\.598 to 0\.858, n 40\)[\s\S]*0\.8[\s\S]*more examples/,
    );
    expect(() => good.assertScore(0.95)).toThrow(/look at the rows that failed\./);
  });

  it('refuses a result most of whose rows have no score, however good the rest is', () => {
    const broken = resultOf(rowsOf([...repeat(3, 1), ...repeat(7, undefined)]));
    expect(() => broken.assertScore(0.9)).toThrow(/7 of 10/);
    expect(() => broken.assertScore(0.9, { maxUnscored: 0.7 })).not.toThrow();
    expect(() => resultOf([]).assertScore(0)).toThrow(/not high enough/);
  });

  it('holds each slice to the bar where it is asked to', () => {
    const mixed = resultOf([...rowsOf(repeat(8, 1), 'a'), ...rowsOf([1, 0], 'b')]);
    expect(() => mixed.assertScore(0.8)).not.toThrow();
    expect(() => mixed.assertScore(0.8, { slices: true })).toThrow(/slice "b"/);
    const without = new EvaluationResult([], { total: 0, durationMs: 0 });
    expect(() => without.assertScore(0, { slices: true })).toThrow(/sliceBy/);
  });

  it('refuses what is no bar', () => {
    expect(() => good.assertScore(Number.NaN)).toThrow(/finite/);
    expect(() => good.assertScore(0.5, { by: 'mean' as never })).toThrow(/score, low, high/);
    expect(() => good.assertScore(0.5, { maxUnscored: 2 })).toThrow(/0 to 1/);
    expect(() => good.assertScore(0.5, { slice: true } as never)).toThrow(/slices/);
  });
});
