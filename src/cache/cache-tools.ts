import { InvalidArgumentError } from '../errors';
import { writeWhole } from '../saving';
import type { CacheEntry, CacheStats, CacheStore } from './cache-store';
import { defaultStore } from './default-store';

/** What {@link exportCache} found. */
export interface CacheExport {
  /** Entries that were written. */
  readonly entries: number;
  /** Keys of entries that cannot be read. */
  readonly unreadable: readonly string[];
}

/**
 * Writes all entries of a cache into a file, one JSON object `{ "key", "text" }` a line. The file is written whole or not at
 * all.
 *
 * @param store the cache. @default the one that is used where none is named
 * @throws {@link InvalidArgumentError} for a store that cannot list its entries.
 *
 * @example
 * ```ts
 * const { entries } = await exportCache('replies.jsonl');
 * ```
 */
export async function exportCache(file: string, store: CacheStore = defaultStore()): Promise<CacheExport> {
  const lines: string[] = [];
  const unreadable: string[] = [];
  for await (const { key, text } of entriesOf(store, 'exportCache')) {
    if (text === undefined) unreadable.push(key);
    else lines.push(`${JSON.stringify({ key, text })}\n`);
  }
  await writeWhole(file, lines.join(''));
  return Object.freeze({ entries: lines.length, unreadable: Object.freeze(unreadable) });
}

/**
 * Removes the entries that cannot be read.
 *
 * @param store the cache. @default the one that is used where none is named
 * @returns how many there were.
 * @throws {@link InvalidArgumentError} for a store that cannot list its entries.
 */
export async function pruneCache(store: CacheStore = defaultStore()): Promise<number> {
  const unreadable: string[] = [];
  for await (const { key, text } of entriesOf(store, 'pruneCache')) {
    if (text === undefined) unreadable.push(key);
  }
  for (const key of unreadable) await store.delete(key);
  return unreadable.length;
}

/**
 * Removes all entries of a cache.
 *
 * @param store the cache. @default the one that is used where none is named
 */
export function clearCache(store: CacheStore = defaultStore()): Promise<void> {
  return store.clear();
}

/**
 * What a cache holds and what it was asked in this process.
 *
 * @param store the cache. @default the one that is used where none is named
 */
export async function cacheStats(store: CacheStore = defaultStore()): Promise<CacheStats> {
  // A store that is opened when it is first asked has nothing to say before.
  for await (const _ of store.entries?.() ?? []) break;
  return Object.freeze({ ...store.stats() });
}

function entriesOf(store: CacheStore, where: string): AsyncIterable<CacheEntry> {
  if (store.entries !== undefined) return store.entries();
  throw new InvalidArgumentError(`${where}(store)`, {
    found: 'a store that cannot list its entries',
    expected: 'one with the method entries().',
  });
}
