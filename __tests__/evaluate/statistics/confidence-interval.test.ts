import fc from 'fast-check';
import { meanInterval, wilsonInterval } from '../../../src/evaluate/statistics/confidence-interval';

const rounded = (interval: readonly number[]) => interval.map((end) => Number(end.toFixed(4)));

describe('meanInterval', () => {
  it("is Wilson's for scores of 0 and 1", () => {
    const scores = [...Array<number>(7).fill(1), ...Array<number>(3).fill(0)];
    expect(rounded(meanInterval(scores))).toEqual([0.3968, 0.8922]);
  });

  it('does not claim certainty after ten successes', () => {
    expect(rounded(meanInterval(Array<number>(10).fill(1)))).toEqual([0.7225, 1]);
  });

  it("is Student's for graded scores, cut to 0 and 1", () => {
    expect(rounded(meanInterval([0.2, 0.4, 0.6]))).toEqual([0, 0.8968]);
  });

  it('is not cut when scores have other units', () => {
    expect(rounded(meanInterval([10, 12, 14]))).toEqual([7.0317, 16.9683]);
  });

  it('is wide when graded scores show no spread', () => {
    const [low, high] = meanInterval([0.5, 0.5]);
    expect(high - low).toBeGreaterThan(0.7);
    expect(meanInterval([5])).toEqual([NaN, NaN]);
  });

  it('is NaN without scores', () => {
    expect(meanInterval([])).toEqual([NaN, NaN]);
  });

  it('holds the mean and stays within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (scores) => {
          const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
          const [low, high] = meanInterval(scores);
          return low >= 0 && high <= 1 && low <= mean + 1e-9 && high >= mean - 1e-9;
        },
      ),
    );
  });

  it('covers the true share about 95 times in 100', () => {
    let covered = 0;
    let total = 0;
    for (let successes = 0; successes <= 50; successes++) {
      const [low, high] = wilsonInterval(successes / 50, 50);
      const weight = binomial(50, successes, 0.8);
      total += weight;
      if (low <= 0.8 && high >= 0.8) covered += weight;
    }
    expect(covered / total).toBeGreaterThan(0.93);
    expect(covered / total).toBeLessThan(0.98);
  });
});

function binomial(trials: number, successes: number, share: number): number {
  let log = successes * Math.log(share) + (trials - successes) * Math.log(1 - share);
  for (let index = 1; index <= successes; index++) log += Math.log(trials - index + 1) - Math.log(index);
  return Math.exp(log);
}
