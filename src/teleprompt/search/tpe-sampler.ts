import type { SeededRandom } from '../../util';
import { drawFromPrior, parzenMixture, type Dimension, type Point, type WeightedPoint } from './parzen';

/** A point and how well it did. */
export interface Trial {
  readonly point: Point;
  /** More is better. */
  readonly value: number;
  /**
   * How much it counts, such as the share of the examples it was measured on.
   * @default 1
   */
  readonly weight?: number;
}

/** What is known when the next point is wanted. */
export interface TpeState {
  readonly dimensions: readonly Dimension[];
  /** Finished trials, oldest first. */
  readonly trials: readonly Trial[];
  /**
   * Points that were given out and have no value yet. They count as poor ones, so that points of one batch differ and do
   * not depend on which of them is finished first.
   */
  readonly pending?: readonly Point[];
  /** Points nothing more is to be learned about. */
  readonly isDone?: (point: Point) => boolean;
}

/** How the sampler works. */
export interface TpeOptions {
  /**
   * How many trials are drawn from the prior before the finished ones guide.
   * @default 3
   */
  readonly startup?: number;
  /**
   * How many draws compete for each suggestion.
   * @default 24
   */
  readonly draws?: number;
}

/** Above this many points the space is not searched through for what is left. */
const ENUMERABLE = 4_096;

/**
 * The next point to try: of some draws near the good trials the one that is likeliest among the good and unlikeliest among
 * the others.
 *
 * A pure function of what is known and of the stream, so that a search goes on from a log as if it had never stopped.
 *
 * @remarks The tree-structured Parzen estimator of Bergstra et al. (2011) as Optuna's multivariate sampler does it, with a
 * shorter start, weights by sample size and pending points as in the constant liar of Ginsbourger et al. (2010).
 * @returns undefined when every point is done.
 */
export function suggestPoint(
  state: TpeState,
  random: SeededRandom,
  options: TpeOptions = {},
): Point | undefined {
  const { dimensions, trials, pending = [], isDone = () => false } = state;
  const { draws = 24 } = options;
  const taken = new Set(pending.map(keyOf));
  const isOpen = (point: Point): boolean => !isDone(point) && !taken.has(keyOf(point));
  if (!isGuided(state, options)) {
    const seen = new Set(trials.map(({ point }) => keyOf(point)));
    const drawn = Array.from({ length: draws }, () => drawFromPrior(dimensions, random)).filter(isOpen);
    return drawn.find((point) => !seen.has(keyOf(point))) ?? drawn[0] ?? anyOpen(dimensions, isOpen, random);
  }
  const { good, others } = split(trials, pending);
  const [near, far] = [parzenMixture(dimensions, good), parzenMixture(dimensions, others)];
  let best: { readonly point: Point; readonly gain: number } | undefined;
  for (let draw = 0; draw < draws; draw++) {
    const point = near.draw(random);
    if (!isOpen(point)) continue;
    const gain = near.logDensity(point) - far.logDensity(point);
    if (best === undefined || gain > best.gain) best = { point, gain };
  }
  return best?.point ?? anyOpen(dimensions, isOpen, random);
}

/** Whether enough trials are known for them to guide to the next point. */
export function isGuided({ trials, pending = [] }: TpeState, { startup = 3 }: TpeOptions = {}): boolean {
  return trials.length + pending.length >= startup;
}

/** The text a point is known by. */
export function keyOf(point: Point): string {
  return point.join(',');
}

function split(
  trials: readonly Trial[],
  pending: readonly Point[],
): { readonly good: readonly WeightedPoint[]; readonly others: readonly WeightedPoint[] } {
  const count = Math.min(25, Math.max(1, Math.ceil(0.15 * trials.length)));
  const ranked = trials
    .map((trial, age) => ({ ...trial, age }))
    .sort((left, right) => right.value - left.value || left.age - right.age);
  const weighted = (some: typeof ranked): WeightedPoint[] =>
    some.sort((left, right) => left.age - right.age).map(({ point, weight = 1 }) => ({ point, weight }));
  const lies = pending.map((point) => ({ point, weight: 1 }));
  return { good: weighted(ranked.slice(0, count)), others: [...weighted(ranked.slice(count)), ...lies] };
}

/** Any point that is open: by chance in a large space, from the list of all in a small one. */
function anyOpen(
  dimensions: readonly Dimension[],
  isOpen: (point: Point) => boolean,
  random: SeededRandom,
): Point | undefined {
  const size = dimensions.reduce((product, dimension) => product * dimension.size, 1);
  if (size <= ENUMERABLE) {
    return random.pick(Array.from({ length: size }, (_, rank) => pointAt(dimensions, rank)).filter(isOpen));
  }
  for (let attempt = 0; attempt < ENUMERABLE; attempt++) {
    const point = drawFromPrior(dimensions, random);
    if (isOpen(point)) return point;
  }
  return undefined;
}

function pointAt(dimensions: readonly Dimension[], rank: number): Point {
  let left = rank;
  return dimensions.map(({ size }) => {
    const choice = left % size;
    left = Math.floor(left / size);
    return choice;
  });
}
