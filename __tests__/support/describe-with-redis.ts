import { HAS_REDIS } from './real-redis';

/** `describe`, where there is Redis. */
export const describeWithRedis: (name: string, body: () => void) => void = HAS_REDIS
  ? describe
  : (name, body) => describe.skip(`${name} (skipped: there is no redis-server here)`, body);
