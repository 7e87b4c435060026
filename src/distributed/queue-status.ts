import { assertKnownOptions } from '../util';
import { assertCounts, assertQueue } from './check-options';
import { PREFIX } from './queue/unit-job';
import { loadPackages } from './redis/load-packages';
import { redisAddress, type RedisAddress } from './redis/redis-address';
import { RedisLink } from './redis/redis-link';

/** Which queue to look at. */
export interface QueueStatusOptions {
  /** Where Redis is: a URL such as `redis://:password@host:6379/0`, or its parts. */
  readonly connection: string | RedisAddress;
  /**
   * The queue.
   * @default all of them
   */
  readonly queue?: string;
  /**
   * How long to wait for Redis, in milliseconds.
   * @default 10_000
   */
  readonly connectionTimeout?: number;
}

/** How a queue stands. */
export interface QueueStatus {
  /** Its name. */
  readonly queue: string;
  /** Workers that are connected. */
  readonly workers: number;
  /** Units that wait for a worker. */
  readonly waiting: number;
  /** Units that workers are at. */
  readonly active: number;
  /** Units that are done and whose results are kept. */
  readonly completed: number;
  /** Units that gave no result: withdrawn, or set aside because they ended worker after worker. */
  readonly failed: number;
}

/**
 * How the queues stand, from anywhere.
 *
 * @throws {@link RedisConnectionError}, {@link PeerMissingError}, {@link InvalidArgumentError}.
 */
export async function queueStatus(options: QueueStatusOptions): Promise<readonly QueueStatus[]> {
  const call = 'queueStatus';
  assertKnownOptions(options, ['connection', 'queue', 'connectionTimeout'], `${call}(...)`);
  const { queue, connectionTimeout = 10_000 } = options;
  assertCounts(call, { connectionTimeout });
  if (queue !== undefined) assertQueue(call, queue);
  const address = redisAddress(options.connection, `${call}({ connection })`);
  const { bullmq, ioredis } = await loadPackages();
  return new Promise((resolve, reject) => {
    const link = new RedisLink(ioredis, address, { timeout: connectionTimeout, onLost: reject });
    readAll(bullmq, link, queue)
      .then(resolve, (error: unknown) => reject(link.faultOf(error)))
      .finally(() => link.close());
  });
}

async function readAll(
  bullmq: typeof import('bullmq'),
  link: RedisLink,
  queue: string | undefined,
): Promise<QueueStatus[]> {
  const names = queue === undefined ? await queuesOf(link) : [queue];
  return Promise.all(names.map((name) => read(bullmq, link, name)));
}

async function queuesOf({ client }: RedisLink): Promise<string[]> {
  const names: string[] = [];
  for await (const keys of client.scanStream({ match: `${PREFIX}:*:meta`, count: 1_000 })) {
    names.push(...(keys as string[]).map((key) => key.slice(PREFIX.length + 1, -':meta'.length)));
  }
  return [...new Set(names)].sort();
}

async function read(
  bullmq: typeof import('bullmq'),
  { client }: RedisLink,
  name: string,
): Promise<QueueStatus> {
  const queue = new bullmq.Queue(name, { connection: client, prefix: PREFIX, skipMetasUpdate: true });
  queue.on('error', () => undefined);
  const counts = await queue.getJobCounts('wait', 'delayed', 'prioritized', 'active', 'completed', 'failed');
  const { wait = 0, delayed = 0, prioritized = 0, active = 0, completed = 0, failed = 0 } = counts;
  const workers = await queue.getWorkersCount();
  return { queue: name, workers, waiting: wait + delayed + prioritized, active, completed, failed };
}
