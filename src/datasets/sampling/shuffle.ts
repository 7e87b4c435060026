import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions, seededRandom } from '../../util';

/** How a dataset is put in random order. */
export interface ShuffleOptions {
  /** The same seed gives the same order of the same dataset. */
  readonly seed: number | string;
  /**
   * Most examples to hold: each is taken at random from a window of that many, so order is only mixed locally.
   * @default all are held, and every order is as likely
   */
  readonly buffer?: number;
}

/** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
export function assertShuffleOptions(options: ShuffleOptions): void {
  assertKnownOptions(options, ['seed', 'buffer'], 'dataset.shuffle(...)');
  const { buffer } = options;
  if (buffer === undefined || (Number.isSafeInteger(buffer) && buffer >= 1)) return;
  throw new InvalidArgumentError('dataset.shuffle({ buffer })', {
    found: String(buffer),
    expected: 'a whole number of examples, 1 or more.',
  });
}

/** The items in random order. */
export async function* shuffled<Item>(
  items: AsyncIterable<Item>,
  { seed, buffer = Number.POSITIVE_INFINITY }: ShuffleOptions,
): AsyncGenerator<Item> {
  const random = seededRandom(seed);
  const held: Item[] = [];
  for await (const item of items) {
    if (held.length < buffer) {
      held.push(item);
      continue;
    }
    const place = random.integer(held.length);
    yield held[place] as Item;
    held[place] = item;
  }
  yield* random.shuffle(held);
}
