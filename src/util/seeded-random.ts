/** A stream of pseudo-random numbers that is the same for the same seed, on every platform. */
export interface SeededRandom {
  /** The next number in [0, 1). */
  next(): number;
  /** The next whole number in [0, bound). */
  integer(bound: number): number;
  /** One item; throws nothing on an empty list but gives undefined. */
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** A shuffled copy (Fisher–Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
  /** `count` different items in random order; all of them when there are fewer. */
  sample<Item>(items: readonly Item[], count: number): Item[];
  /** An independent stream, the same for the same seed and label whatever was drawn from this one. */
  fork(label: string | number): SeededRandom;
}

/**
 * Makes a stream from a seed: xoshiro128** seeded by a hash of the seed's text.
 *
 * Not for secrets.
 */
export function seededRandom(seed: number | string): SeededRandom {
  const state = stateOf(String(seed));
  const next = (): number => step(state) / 0x1_0000_0000;
  const integer = (bound: number): number => Math.floor(next() * bound);
  const shuffle = <Item>(items: readonly Item[]): Item[] => {
    const copy = [...items];
    for (let index = copy.length - 1; index > 0; index--) {
      const other = integer(index + 1);
      [copy[index], copy[other]] = [copy[other] as Item, copy[index] as Item];
    }
    return copy;
  };
  return {
    next,
    integer,
    shuffle,
    pick: (items) => items[integer(items.length)],
    sample: (items, count) => shuffle(items).slice(0, Math.max(0, count)),
    fork: (label) => seededRandom(`${seed}/${label}`),
  };
}

/** Blackman and Vigna's xoshiro128**, 2018. */
function step(state: Uint32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = state;
  const product = Math.imul(b, 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  const shifted = b << 9;
  const third = c ^ a;
  const fourth = d ^ b;
  state[1] = b ^ third;
  state[0] = a ^ fourth;
  state[2] = third ^ shifted;
  state[3] = (fourth << 11) | (fourth >>> 21);
  return result;
}

/** Four words of FNV-1a over the text, each with its own start, so that no seed gives the all-zero state. */
function stateOf(text: string): Uint32Array {
  return Uint32Array.from([1, 2, 3, 4], (word) => {
    let hash = 0x811c9dc5 ^ (word * 0x9e3779b9);
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0 || word;
  });
}
