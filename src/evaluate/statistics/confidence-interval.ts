import { studentQuantile975 } from './student-quantile';

/** The low and the high end of a 95 % confidence interval; NaN where nothing can be said. */
export type Interval = readonly [low: number, high: number];

const Z = 1.959963984540054;

/**
 * The 95 % confidence interval of the mean of some scores.
 *
 * - Scores that are all 0 or 1: Wilson's interval for a proportion (1927), right also near 0 and 1.
 * - Graded scores: mean ± t(0.975, n−1) · s/√n with the sample's standard deviation s, cut to 0–1 when all scores are
 *   within 0–1.
 * - Graded scores without spread (all equal, or only one) say nothing of their variance: Wilson's interval at their
 *   mean, which is the widest a mean of 0–1 scores can have; NaN when they are not within 0–1.
 */
export function meanInterval(scores: readonly number[] | Float64Array): Interval {
  const count = scores.length;
  if (count === 0) return [Number.NaN, Number.NaN];
  const { mean, variance } = momentsOf(scores);
  const bounded = scores.every((score) => score >= 0 && score <= 1);
  if (bounded && (variance === 0 || scores.every((score) => score === 0 || score === 1))) {
    return wilsonInterval(mean, count);
  }
  if (variance === 0 || count < 2) return [Number.NaN, Number.NaN];
  const half = studentQuantile975(count - 1) * Math.sqrt(variance / count);
  const [low, high] = [mean - half, mean + half];
  return bounded ? [Math.max(0, low), Math.min(1, high)] : [low, high];
}

/** Wilson's score interval for a share of `count` trials. */
export function wilsonInterval(share: number, count: number): Interval {
  const z2 = Z * Z;
  const centre = share + z2 / (2 * count);
  const half = Z * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  const scale = 1 + z2 / count;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** Mean and sample variance (n − 1), in one numerically stable pass (Welford, 1962). */
function momentsOf(values: readonly number[] | Float64Array): {
  readonly mean: number;
  readonly variance: number;
} {
  let mean = 0;
  let squares = 0;
  let count = 0;
  for (const value of values) {
    const delta = value - mean;
    mean += delta / ++count;
    squares += delta * (value - mean);
  }
  if (count === 0) return { mean: Number.NaN, variance: Number.NaN };
  return { mean, variance: count < 2 ? 0 : squares / (count - 1) };
}

/**
 * The 95 % confidence interval of the mean of some paired differences: Student's or, where they show no spread, Wilson's
 * over the range −1 to 1 (NaN when they are not within it).
 */
export function differenceInterval(differences: readonly number[]): Interval {
  const { mean, variance } = momentsOf(differences);
  if (variance > 0) {
    const half = studentQuantile975(differences.length - 1) * Math.sqrt(variance / differences.length);
    return [mean - half, mean + half];
  }
  if (!(Math.abs(mean) <= 1)) return [Number.NaN, Number.NaN];
  const [low, high] = wilsonInterval((mean + 1) / 2, differences.length);
  return [2 * low - 1, 2 * high - 1];
}
