import type { CacheStats, CacheStore } from './cache-store';

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
    const near = await this.#fast.get(key);
    if (near !== undefined) return near;
    const far = await this.#lasting.get(key);
    if (far !== undefined) await this.#fast.set(key, far);
    return far;
  }

  async set(key: string, text: string): Promise<void> {
    await this.#fast.set(key, text);
    await this.#lasting.set(key, text);
  }

  async delete(key: string): Promise<void> {
    await this.#fast.delete(key);
    await this.#lasting.delete(key);
  }

  async clear(): Promise<void> {
    await this.#fast.clear();
    await this.#lasting.clear();
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
