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
}

/**
 * Keeps texts under keys: the one contract of all caches.
 *
 * Implementers promise:
 * - `get` gives exactly the text that was last `set` under the key, or undefined: never a damaged, cut or foreign text;
 * - entries may disappear at any time (a cache, not a database);
 * - all methods are safe to call concurrently, and from several processes if the medium is shared;
 * - `clear` removes this store's entries and nobody else's;
 * - no open handle keeps the process alive.
 *
 * A method may reject when the medium fails; whoever calls treats that as a miss.
 */
export interface CacheStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
  stats(): CacheStats;
}
