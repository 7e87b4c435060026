import { systemClock } from '../resilience';
import { assertKnownOptions } from '../util';
import type { CacheEntry, CacheHit, CacheSetOptions, CacheStats, CacheStore } from './cache-store';
import { assertPositive, type ExpiryOptions, expiryOf } from './store-options';

/** How much a {@link MemoryStore} holds. */
export interface MemoryStoreOptions extends ExpiryOptions {
  /**
   * Most bytes of keys and texts together; what was used longest ago goes first.
   * @default 67_108_864 (64 MiB)
   */
  readonly maxBytes?: number;
}

interface Held {
  readonly text: string;
  readonly expiresAt: number | undefined;
}

/** Keeps texts in this process, as many as fit. */
export class MemoryStore implements CacheStore {
  readonly tier = 'memory';
  readonly #maxBytes: number;
  readonly #options: ExpiryOptions;
  // A Map keeps the order of insertion: the first is what was used longest ago.
  readonly #entries = new Map<string, Held>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: MemoryStoreOptions = {}) {
    assertKnownOptions(options, ['maxBytes', 'ttl', 'clock'], 'new MemoryStore(...)');
    assertPositive(options.maxBytes, 'new MemoryStore({ maxBytes })', 'bytes');
    assertPositive(options.ttl, 'new MemoryStore({ ttl })', 'milliseconds');
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
    this.#options = options;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#find(key)?.text;
  }

  async lookUp(key: string): Promise<CacheHit | undefined> {
    const held = this.#find(key);
    return held && { text: held.text, tier: 'memory' };
  }

  async set(key: string, text: string, { expiresAt }: CacheSetOptions = {}): Promise<void> {
    this.#remove(key);
    const size = sizeOf(key, text);
    if (size > this.#maxBytes) return;
    this.#entries.set(key, {
      text,
      expiresAt: expiryOf({ ttl: this.#options.ttl, now: this.#now() }, expiresAt),
    });
    this.#bytes += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
      this.#evictions++;
    }
  }

  async delete(key: string): Promise<void> {
    this.#remove(key);
  }

  async clear(): Promise<void> {
    this.#entries.clear();
    this.#bytes = 0;
  }

  async *entries(): AsyncGenerator<CacheEntry> {
    for (const [key, { text, expiresAt }] of this.#entries) {
      if (!this.#isOver(expiresAt)) yield { key, text };
    }
  }

  stats(): CacheStats {
    const [hits, misses, evictions] = [this.#hits, this.#misses, this.#evictions];
    return {
      entries: this.#entries.size,
      bytes: this.#bytes,
      hits,
      misses,
      corrupt: 0,
      failures: 0,
      evictions,
    };
  }

  #find(key: string): Held | undefined {
    const held = this.#entries.get(key);
    if (held === undefined || this.#isOver(held.expiresAt)) {
      this.#misses++;
      if (held !== undefined) this.#remove(key);
      return undefined;
    }
    this.#hits++;
    this.#entries.delete(key);
    this.#entries.set(key, held);
    return held;
  }

  #remove(key: string): void {
    const held = this.#entries.get(key);
    if (held === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= sizeOf(key, held.text);
  }

  #isOver(expiresAt: number | undefined): boolean {
    return expiresAt !== undefined && expiresAt <= this.#now();
  }

  #now(): number {
    return (this.#options.clock ?? systemClock).now();
  }
}

/** Two bytes a character is what the engine needs at most. */
function sizeOf(key: string, text: string): number {
  return 2 * (key.length + text.length);
}
