export type { CacheStats, CacheStore } from './cache-store';
export { CacheFileDamagedError } from './damaged-file-error';
export { defaultStore } from './default-store';
export { DiskStore, type DiskStoreOptions } from './disk-store';
export { KeyvStore, type KeyvLike } from './keyv-store';
export { MemoryStore, type MemoryStoreOptions } from './memory-store';
export { TieredStore } from './tiered-store';
