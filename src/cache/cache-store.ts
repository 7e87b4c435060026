/** What a store can say about itself. Counters are of this process, from its start. */
export interface CacheStats {
  /** Entries held, if the store knows. */
  readonly entries?: number;
  /** Bytes held, if the store knows. */
  readonly bytes?: number;
  readonly hits: number;
  readonly misses: number;
  /** Entries found damaged and treated as misses. */
  readonly corrupt: number;
  /** Operations that the medium refused. */
  readonly failures: number;
  /** Entries that had to go because the store was full. */
  readonly evictions?: number;
}

/** Where a text was found: in this process, or in a store that outlives it. */
export type CacheTier = 'memory' | 'disk';

/** A text that was found. */
export interface CacheHit {
  readonly text: string;
  readonly tier: CacheTier;
  /** When it will be gone, milliseconds since the epoch; absent when it does not expire. */
  readonly expiresAt?: number;
}

/** How long a text may stay. */
export interface CacheSetOptions {
  /**
   * When it is to be gone, milliseconds since the epoch; never later than the store's own limit says.
   * @default as long as the store keeps texts
   */
  readonly expiresAt?: number;
}

/** One entry, as {@link CacheStore.entries} gives it. */
export interface CacheEntry {
  readonly key: string;
  /** Absent when what is stored cannot be read. */
  readonly text?: string;
}

/**
 * Keeps texts under keys: the one contract of all caches.
 *
 * Implementers promise:
 * - `get` gives exactly the text that was last `set` under the key, or undefined: never a damaged, cut, expired or foreign
 *   text;
 * - entries may disappear at any time (a cache, not a database);
 * - all methods are safe to call concurrently, and from several processes if the medium is shared;
 * - `clear` removes this store's entries and nobody else's;
 * - no open handle keeps the process alive.
 *
 * A method may reject when the medium fails; whoever calls treats that as a miss. The optional methods are for those who
 * look after a cache; a store of one's own may do without them.
 */
export interface CacheStore {
  /**
   * What a hit in this store is called.
   * @default 'disk'
   */
  readonly tier?: CacheTier;
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string, options?: CacheSetOptions): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
  stats(): CacheStats;
  /**
   * As `get`, and says where it was.
   * @default `get`, with `tier`
   */
  lookUp?(key: string): Promise<CacheHit | undefined>;
  /** All entries, unreadable ones included, in no particular order. */
  entries?(): AsyncIterable<CacheEntry>;
}
