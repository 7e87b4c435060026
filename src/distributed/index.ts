// The subpath dspex/distributed: evaluations on many machines, over BullMQ and ioredis, which are installed when they are needed.
export { BullMQRunner } from './bullmq-runner';
export { DistributedTaskError, RedisCommandError, RedisConnectionError } from './distributed-errors';
export { queueStatus, type QueueStatus, type QueueStatusOptions } from './queue-status';
export type { RedisAddress } from './redis/redis-address';
export type { BullMQRunnerOptions } from './runner-options';
export { runWorker } from './worker/run-worker';
export type { RateLimit, WorkerEvent, WorkerOptions } from './worker/worker-options';
