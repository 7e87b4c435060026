import { InvalidArgumentError } from '../../errors';
import type { Example } from '../../primitives';
import { assertKnownOptions, seededRandom, type SeededRandom } from '../../util';
import { stratumOf, type StratifyBy } from './strata';

/** How many examples are drawn, and how. Give `size` or `each`, not both. */
export interface SampleOptions {
  /** The same seed draws the same examples from the same dataset. */
  readonly seed: number | string;
  /** Examples in all; with `stratifyBy`, each of its values keeps its share. */
  readonly size?: number;
  /** Examples of each value of `stratifyBy`; all of those that have fewer. */
  readonly each?: number;
  /**
   * A field, or a function of an example, whose values are kept apart.
   * @default no stratification
   */
  readonly stratifyBy?: StratifyBy;
}

/** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
export function assertSampleOptions(options: SampleOptions): void {
  assertKnownOptions(options, ['seed', 'size', 'each', 'stratifyBy'], 'dataset.sample(...)');
  const { size, each, stratifyBy } = options;
  const amount = size ?? each;
  if ((size === undefined) === (each === undefined) || (each !== undefined && stratifyBy === undefined)) {
    throw new InvalidArgumentError('dataset.sample({ size, each })', {
      expected: 'size, or each together with stratifyBy.',
    });
  }
  if (Number.isSafeInteger(amount) && (amount as number) >= 0) return;
  throw new InvalidArgumentError('dataset.sample({ size, each })', {
    found: String(amount),
    expected: 'a whole number of examples, 0 or more.',
  });
}

/**
 * Draws examples at random in one pass, holding no more of each stratum than can be drawn (Vitter's algorithm R, 1985),
 * and gives them in random order.
 */
export async function sampled<Item extends Example>(
  examples: AsyncIterable<Item>,
  { seed, size, each, stratifyBy }: SampleOptions,
): Promise<Item[]> {
  const random = seededRandom(seed);
  const keyOf = stratifyBy === undefined ? () => '' : stratumOf(stratifyBy);
  const most = size ?? (each as number);
  const strata = new Map<string, Reservoir<Item>>();
  for await (const example of examples) {
    const key = keyOf(example);
    const stratum = strata.get(key) ?? new Reservoir<Item>(most, random.fork(key));
    strata.set(key, stratum);
    stratum.add(example);
  }
  const reservoirs = [...strata.values()];
  const shares =
    size === undefined
      ? reservoirs.map(() => most)
      : sharesOf(
          reservoirs.map(({ seen }) => seen),
          size,
        );
  return random.shuffle(reservoirs.flatMap((each, index) => each.held.slice(0, shares[index])));
}

class Reservoir<Item> {
  readonly held: Item[] = [];
  seen = 0;
  readonly #most: number;
  readonly #random: SeededRandom;

  constructor(most: number, random: SeededRandom) {
    this.#most = most;
    this.#random = random;
  }

  /** Every item so far is held with the same chance, and in a random place among the held. */
  add(item: Item): void {
    const place = this.#random.integer(++this.seen);
    if (this.held.length < this.#most) {
      this.held.push(this.held[place] ?? item);
      this.held[place] = item;
    } else if (place < this.#most) {
      this.held[place] = item;
    }
  }
}

/** Divides a number in proportion to counts: the parts rounded down, what is left to the largest remainders. */
function sharesOf(counts: readonly number[], size: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= size) return [...counts];
  const shares = counts.map((count) => Math.floor((count * size) / total));
  const left = size - shares.reduce((sum, share) => sum + share, 0);
  counts
    .map((count, index) => ({ index, remainder: ((count * size) / total) % 1 }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
    .slice(0, left)
    .forEach(({ index }) => (shares[index] = (shares[index] as number) + 1));
  return shares;
}
