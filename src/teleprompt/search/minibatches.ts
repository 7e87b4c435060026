import type { SeededRandom } from '../../util';

/** Which examples a search looks at, and when. */
export interface MinibatchPlan {
  /** How many examples there are. */
  readonly total: number;
  /** How many of them a minibatch has; all at most. */
  readonly size: number;
}

/**
 * The minibatch of one iteration: places of examples.
 *
 * Within an epoch no example comes twice before each has come once; each epoch has an order of its own, and its last
 * minibatch is filled up from its front. Only the number of the iteration decides, so a search can go on anywhere.
 *
 * @remarks GEPA's epoch-shuffled batch sampler.
 */
export function minibatchAt(
  { total, size }: MinibatchPlan,
  iteration: number,
  random: SeededRandom,
): readonly number[] {
  const width = Math.min(size, total);
  if (width <= 0) return [];
  const perEpoch = Math.ceil(total / width);
  const order = shuffledPlaces(total, random.fork(`epoch-${Math.floor(iteration / perEpoch)}`));
  const start = (iteration % perEpoch) * width;
  return Array.from({ length: width }, (_, offset) => order[(start + offset) % total] as number);
}

/** All places in a random order. The first so many of it are the same sample for every candidate: pairs. */
function shuffledPlaces(total: number, random: SeededRandom): readonly number[] {
  return random.shuffle(Array.from({ length: total }, (_, place) => place));
}
