import type { CacheEntry, CacheHit, CacheSetOptions, CacheStats, CacheStore } from './cache-store';
import { lookUp } from './look-up';

/** A fast store before a lasting one: what is found in the second is kept in the first. */
export class TieredStore implements CacheStore {
  readonly #fast: CacheStore;
  readonly #lasting: CacheStore;

  /** @param fast asked first, such as a MemoryStore. @param lasting asked next, such as a DiskStore. */
  constructor(fast: CacheStore, lasting: CacheStore) {
    this.#fast = fast;
    this.#lasting = lasting;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.lookUp(key))?.text;
  }

  async lookUp(key: string): Promise<CacheHit | undefined> {
    const near = await lookUp(this.#fast, key);
    if (near !== undefined) return near;
    const far = await lookUp(this.#lasting, key);
    if (far !== undefined) await this.#fast.set(key, far.text, far);
    return far;
  }

  async set(key: string, text: string, options?: CacheSetOptions): Promise<void> {
    await this.#fast.set(key, text, options);
    await this.#lasting.set(key, text, options);
  }

  async delete(key: string): Promise<void> {
    await this.#fast.delete(key);
    await this.#lasting.delete(key);
  }

  async clear(): Promise<void> {
    await this.#fast.clear();
    await this.#lasting.clear();
  }

  /** Those of the lasting store, which has what the fast one has. */
  async *entries(): AsyncGenerator<CacheEntry> {
    if (this.#lasting.entries !== undefined) yield* this.#lasting.entries();
  }

  /** Hits of either; misses of both. */
  stats(): CacheStats {
    const [fast, lasting] = [this.#fast.stats(), this.#lasting.stats()];
    return {
      ...lasting,
      hits: fast.hits + lasting.hits,
      corrupt: fast.corrupt + lasting.corrupt,
      failures: fast.failures + lasting.failures,
    };
  }
}
