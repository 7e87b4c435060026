import type { CacheStats, CacheStore } from './cache-store';

/** How much a {@link MemoryStore} holds. */
export interface MemoryStoreOptions {
  /**
   * Most bytes of keys and texts together; what was used longest ago goes first.
   * @default 67_108_864 (64 MiB)
   */
  readonly maxBytes?: number;
}

/** Keeps texts in this process, as many as fit. */
export class MemoryStore implements CacheStore {
  readonly #maxBytes: number;
  // A Map keeps the order of insertion: the first is what was used longest ago.
  readonly #entries = new Map<string, string>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor({ maxBytes = 64 * 1024 * 1024 }: MemoryStoreOptions = {}) {
    this.#maxBytes = maxBytes;
  }

  async get(key: string): Promise<string | undefined> {
    const text = this.#entries.get(key);
    if (text === undefined) this.#misses++;
    else {
      this.#hits++;
      this.#entries.delete(key);
      this.#entries.set(key, text);
    }
    return text;
  }

  async set(key: string, text: string): Promise<void> {
    await this.delete(key);
    const size = sizeOf(key, text);
    if (size > this.#maxBytes) return;
    this.#entries.set(key, text);
    this.#bytes += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      await this.delete(oldest);
    }
  }

  async delete(key: string): Promise<void> {
    const text = this.#entries.get(key);
    if (text === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= sizeOf(key, text);
  }

  async clear(): Promise<void> {
    this.#entries.clear();
    this.#bytes = 0;
  }

  stats(): CacheStats {
    const [hits, misses] = [this.#hits, this.#misses];
    return { entries: this.#entries.size, bytes: this.#bytes, hits, misses, corrupt: 0, failures: 0 };
  }
}

/** Two bytes a character is what the engine needs at most. */
function sizeOf(key: string, text: string): number {
  return 2 * (key.length + text.length);
}
