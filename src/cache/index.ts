export type { CacheStats, CacheStore } from './cache-store';
