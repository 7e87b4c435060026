import type { CacheStore } from './cache-store';
import { DiskStore } from './disk-store';
import { MemoryStore } from './memory-store';
import { TieredStore } from './tiered-store';

const KEY = Symbol.for('dspex.default-cache@2');

/** The store that is used where none is named: memory over disk, one for all copies of the library in the process. */
export function defaultStore(): CacheStore {
  const holder = globalThis as { [KEY]?: CacheStore };
  return (holder[KEY] ??= new TieredStore(new MemoryStore(), new DiskStore()));
}
