import type { SeededRandom } from '../../util';

/** One thing to choose among some: instructions of a predictor, say. Choices have no order. */
export interface Dimension {
  readonly name: string;
  /** How many choices there are; at least 1. */
  readonly size: number;
  /**
   * How likely each choice is before anything is known; need not add up to 1.
   * @default all alike
   */
  readonly prior?: readonly number[];
  /**
   * How readily a draw near a good point leaves that point's choice.
   * @default 1
   */
  readonly mobility?: number;
}

/** One choice in each dimension. */
export type Point = readonly number[];

/** A point that counts for some. */
export interface WeightedPoint {
  readonly point: Point;
  readonly weight: number;
}

/** A distribution over points. */
export interface Mixture {
  /** Draws a point. */
  draw(random: SeededRandom): Point;
  /** The logarithm of a point's probability. */
  logDensity(point: Point): number;
}

/**
 * A mixture of one kernel for each observed point, which prefers that point's choices in all dimensions together, and the
 * prior.
 *
 * @remarks The multivariate Parzen estimator of Bergstra et al., "Algorithms for Hyper-Parameter Optimization" (2011), for
 * choices without order.
 */
export function parzenMixture(dimensions: readonly Dimension[], points: readonly WeightedPoint[]): Mixture {
  const priors = dimensions.map(priorOf);
  const total = points.reduce((sum, { weight }) => sum + weight, 1);
  // A kernel keeps this much of the prior, less the more has been seen, and more only where that is wanted.
  const spread = 1 / (points.length + 1);
  const shares = [...points.map(({ weight }) => weight / total), 1 / total];
  const probability = (kernel: number, dimension: number, choice: number): number => {
    const prior = priors[dimension]?.[choice] ?? 0;
    const center = points[kernel]?.point[dimension];
    if (center === undefined) return prior;
    const kept = spread * (dimensions[dimension]?.mobility ?? 1);
    return (kept * prior + (choice === center ? 1 : 0)) / (1 + kept);
  };
  return {
    draw: (random) => {
      const kernel = drawIndex(shares, random);
      return dimensions.map(({ size }, dimension) =>
        drawIndex(
          Array.from({ length: size }, (_, choice) => probability(kernel, dimension, choice)),
          random,
        ),
      );
    },
    logDensity: (point) =>
      logSum(
        shares.map((share, kernel) =>
          point.reduce(
            (sum, choice, dimension) => sum + Math.log(probability(kernel, dimension, choice)),
            Math.log(share),
          ),
        ),
      ),
  };
}

/** Draws from the prior alone. */
export function drawFromPrior(dimensions: readonly Dimension[], random: SeededRandom): Point {
  return dimensions.map((dimension) => drawIndex(priorOf(dimension), random));
}

/** Draws an index with a probability in proportion to its weight. Weights that are all 0 count alike. */
export function drawIndex(weights: readonly number[], random: SeededRandom): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return random.integer(weights.length);
  let left = random.next() * total;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

function priorOf({ size, prior }: Dimension): readonly number[] {
  const given = Array.from({ length: size }, (_, choice) => prior?.[choice] ?? 1);
  const total = given.reduce((sum, weight) => sum + weight, 0);
  return given.map((weight) => (total > 0 ? weight / total : 1 / size));
}

function logSum(logs: readonly number[]): number {
  const top = Math.max(...logs);
  if (top === Number.NEGATIVE_INFINITY) return top;
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}
