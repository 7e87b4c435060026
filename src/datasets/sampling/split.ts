import { InvalidArgumentError } from '../../errors';
import type { Example } from '../../primitives';
import { assertKnownOptions, seededRandom, type SeededRandom } from '../../util';
import { stratumOf, type StratifyBy } from './strata';

/** How a dataset is divided. Give `ratio` or `sizes`, not both. */
export interface SplitOptions<Part extends string = string> {
  /** The same seed gives the same split of the same examples. */
  readonly seed: number | string;
  /** The share of each part, 0 to 1, in sum at most 1; what is left over is in no part. */
  readonly ratio?: Readonly<Record<Part, number>>;
  /** The number of examples of each part; what is left over is in no part. */
  readonly sizes?: Readonly<Record<Part, number>>;
  /**
   * A field, or a function of an example: every part gets each of its values in the same proportion.
   * @default no stratification
   */
  readonly stratifyBy?: StratifyBy;
}

/**
 * Divides examples at random into named parts that share none.
 *
 * @throws {@link InvalidArgumentError} when the parts ask for more examples than there are.
 */
export function splitExamples<Item extends Example, Part extends string>(
  examples: readonly Item[],
  options: SplitOptions<Part>,
): Record<Part, Item[]> {
  assertKnownOptions(options, ['seed', 'ratio', 'sizes', 'stratifyBy'], 'dataset.split(...)');
  const sizes = sizesOf(examples.length, options);
  const order = orderOf(examples, options);
  let start = 0;
  const parts = sizes.map(([part, size]) => [part, order.slice(start, (start += size))] as const);
  return Object.fromEntries(parts) as Record<Part, Item[]>;
}

function sizesOf<Part extends string>(
  count: number,
  options: SplitOptions<Part>,
): (readonly [Part, number])[] {
  const { ratio, sizes } = options;
  if ((ratio === undefined) === (sizes === undefined)) {
    throw new InvalidArgumentError('dataset.split({ ratio, sizes })', {
      expected: 'ratio or sizes, not both.',
    });
  }
  const wanted = Object.entries<number>((ratio ?? sizes) as Record<Part, number>) as [Part, number][];
  const total = wanted.reduce((sum, [, amount]) => sum + amount, 0);
  const most = ratio === undefined ? count : 1;
  const whole = ratio !== undefined || wanted.every(([, amount]) => Number.isInteger(amount));
  if (!whole || total > most + 1e-9 || wanted.some(([, amount]) => !(amount >= 0))) {
    throw new InvalidArgumentError(`dataset.split({ ${ratio === undefined ? 'sizes' : 'ratio'} })`, {
      found: wanted.map(([part, amount]) => `${part}: ${amount}`).join(', '),
      expected:
        ratio === undefined
          ? `whole numbers, in sum at most ${count}.`
          : 'shares of 0 to 1, in sum at most 1.',
    });
  }
  return ratio === undefined ? wanted : roundedCuts(wanted, count);
}

/** Rounds the cuts rather than the sizes, so that shares of sum 1 leave no example over. */
function roundedCuts<Part>(wanted: readonly [Part, number][], count: number): (readonly [Part, number])[] {
  let share = 0;
  let cut = 0;
  return wanted.map(([part, amount]) => {
    const before = cut;
    cut = Math.round((share += amount) * count);
    return [part, cut - before] as const;
  });
}

/**
 * A random order whose every stretch holds each stratum in proportion: the members of a stratum are spread evenly over
 * 0–1, from a random start, and all are sorted by that place.
 */
function orderOf<Item extends Example>(examples: readonly Item[], options: SplitOptions): Item[] {
  const random = seededRandom(options.seed);
  const { stratifyBy } = options;
  if (stratifyBy === undefined) return random.shuffle(examples);
  const keyOf = stratumOf(stratifyBy);
  const strata = new Map<string, Item[]>();
  for (const example of examples) {
    const key = keyOf(example);
    const stratum = strata.get(key);
    if (stratum === undefined) strata.set(key, [example]);
    else stratum.push(example);
  }
  return [...strata.values()]
    .flatMap((stratum) => placed(stratum, random))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

function placed<Item>(stratum: readonly Item[], random: SeededRandom): { item: Item; place: number }[] {
  const start = random.next();
  return random.shuffle(stratum).map((item, index) => ({ item, place: (index + start) / stratum.length }));
}
