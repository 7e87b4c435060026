import type { CacheHit, CacheStore } from './cache-store';

/** What a store has under a key and where, of a store that cannot say by itself too. */
export async function lookUp(store: CacheStore, key: string): Promise<CacheHit | undefined> {
  if (store.lookUp !== undefined) return store.lookUp(key);
  const text = await store.get(key);
  return text === undefined ? undefined : { text, tier: store.tier ?? 'disk' };
}
