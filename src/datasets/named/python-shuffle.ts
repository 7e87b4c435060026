/**
 * The items in the order in which Python's `random.Random(seed).shuffle` leaves them, so that a split is that of DSPy.
 *
 * @param seed a whole number of 0 to 2^32 - 1.
 */
export function pythonShuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const random = new MersenneTwister(seed);
  const shuffled = [...items];
  for (let place = shuffled.length - 1; place > 0; place--) {
    const other = random.below(place + 1);
    [shuffled[place], shuffled[other]] = [shuffled[other] as Item, shuffled[place] as Item];
  }
  return shuffled;
}

const SIZE = 624;
const PERIOD = 397;

/** MT19937 of Matsumoto and Nishimura, 1998, seeded from an array of one word as Python does. */
class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #place = SIZE;

  constructor(seed: number) {
    const state = this.#state;
    this.#fill(19_650_218);
    let place = 1;
    for (let step = 0; step < SIZE; step++) {
      state[place] = (this.#mixed(place, 1_664_525) + (seed >>> 0)) >>> 0;
      place = this.#after(place);
    }
    for (let step = 1; step < SIZE; step++) {
      state[place] = (this.#mixed(place, 1_566_083_941) - place) >>> 0;
      place = this.#after(place);
    }
    state[0] = 0x8000_0000;
  }

  /** A whole number below the bound, by the bits it needs, drawn again while too large. */
  below(bound: number): number {
    const bits = 32 - Math.clz32(bound);
    let value = this.#next() >>> (32 - bits);
    while (value >= bound) value = this.#next() >>> (32 - bits);
    return value;
  }

  #fill(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let place = 1; place < SIZE; place++) {
      const last = state[place - 1] as number;
      state[place] = Math.imul(1_812_433_253, last ^ (last >>> 30)) + place;
    }
  }

  #mixed(place: number, factor: number): number {
    const last = this.#state[place - 1] as number;
    return (this.#state[place] as number) ^ Math.imul(last ^ (last >>> 30), factor);
  }

  #after(place: number): number {
    if (place + 1 < SIZE) return place + 1;
    this.#state[0] = this.#state[SIZE - 1] as number;
    return 1;
  }

  #next(): number {
    if (this.#place === SIZE) this.#turn();
    let word = this.#state[this.#place++] as number;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #turn(): void {
    const state = this.#state;
    for (let place = 0; place < SIZE; place++) {
      const word =
        ((state[place] as number) & 0x8000_0000) | ((state[(place + 1) % SIZE] as number) & 0x7fff_ffff);
      const twist = word & 1 ? 0x9908_b0df : 0;
      state[place] = (state[(place + PERIOD) % SIZE] as number) ^ (word >>> 1) ^ twist;
    }
    this.#place = 0;
  }
}
