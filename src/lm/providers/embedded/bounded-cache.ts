/** Keys longer than this are not kept, so that long documents do not fill the memory. */
const LONGEST_KEY = 20_000;

/** Remembers what was computed for the texts used last. Only an economy: a forgotten entry is computed again. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();

  /** @param capacity most entries; the oldest goes when one more comes. */
  constructor(private readonly capacity: number) {}

  /** The value for the key, computed at first use. */
  get(key: string, compute: () => Value): Value {
    if (key.length > LONGEST_KEY) return compute();
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const value = compute();
    if (this.#entries.size >= this.capacity) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(key, value);
    return value;
  }
}
