import { isAbsolute, resolve } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import { loadTask, TaskModuleError, type LoadedTask } from '../../evaluate';
import { assertKnownOptions, messageOf } from '../../util';
import { assertCounts, assertModule, assertQueue } from '../check-options';
import { taskName } from '../queue/unit-job';
import { redisAddress } from '../redis/redis-address';
import { work } from './work';
import type { WorkerOptions, WorkerPlan } from './worker-options';

const OPTIONS = [
  'connection',
  'module',
  'queue',
  'concurrency',
  'signal',
  'rateLimit',
  'stalledAfter',
  'connectionTimeout',
  'onEvent',
] as const;

/**
 * Performs the units that {@link BullMQRunner}s put into a queue, until the signal ends it: then no further job is taken, and those in hand are
 * finished. Any number of workers, on any machines, share a queue.
 *
 * A unit over which a worker has died is performed in a process of its own, so that the one at fault is found and ends no second worker.
 *
 * @throws {@link TaskModuleError} when the module cannot be worked with; {@link RedisConnectionError} when Redis is away for too long;
 * {@link PeerMissingError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
 *
 * @example
 * ```ts
 * const controller = new AbortController();
 * process.once('SIGTERM', () => controller.abort());
 * await runWorker({ connection: 'redis://127.0.0.1:6379', module: './router.js', signal: controller.signal });
 * ```
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const plan = planOf(options);
  return work(plan, await loaded(plan.module));
}

function planOf(options: WorkerOptions): WorkerPlan {
  const call = 'runWorker';
  assertKnownOptions(options, OPTIONS, `${call}(...)`);
  const { module, concurrency = 8, stalledAfter = 30_000, connectionTimeout = 60_000, rateLimit } = options;
  assertModule(call, module);
  const { queue = taskName(module) } = options;
  assertQueue(call, queue);
  assertCounts(call, { concurrency, stalledAfter, connectionTimeout, ...rateLimit });
  if (rateLimit !== undefined && (rateLimit.max === undefined || rateLimit.duration === undefined)) {
    throw new InvalidArgumentError(`${call}({ rateLimit })`, {
      found: Object.keys(rateLimit).join(', '),
      expected: '{ max, duration }.',
    });
  }
  const isFile = isAbsolute(module) || module.startsWith('.');
  return {
    module: isFile ? resolve(module) : module,
    queue,
    concurrency,
    stalledAfter,
    connectionTimeout,
    rateLimit,
    address: redisAddress(options.connection, `${call}({ connection })`),
    signal: options.signal ?? new AbortController().signal,
    onEvent: options.onEvent ?? (() => undefined),
  };
}

async function loaded(module: string): Promise<LoadedTask> {
  try {
    return await loadTask(module);
  } catch (error) {
    throw new TaskModuleError(module, messageOf(error));
  }
}
