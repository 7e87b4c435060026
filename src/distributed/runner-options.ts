import type { RedisAddress } from './redis/redis-address';

/** How a {@link BullMQRunner} runs. */
export interface BullMQRunnerOptions {
  /** Where Redis is: a URL such as `redis://:password@host:6379/0`, or its parts. */
  readonly connection: string | RedisAddress;
  /**
   * The file, or the package, that exports `program` (a class that extends Module, or a function that makes one) and `metric`, and that
   * configures the model. Workers are begun with the same; they load theirs, never what a job says.
   */
  readonly module: string;
  /**
   * The queue that the workers take jobs from. Each task has its own.
   * @default the module's name, without folder and ending
   */
  readonly queue?: string;
  /**
   * Most units that wait in Redis or are performed at once, over all runs of this runner. Make it some times what all workers together do at once.
   * @default 256
   */
  readonly concurrency?: number;
  /**
   * Longest time of one unit on a worker, in milliseconds.
   * @default 300_000
   */
  readonly timeout?: number;
  /**
   * How many workers may die over a unit before it is set aside as a failed row.
   * @default 3
   */
  readonly attempts?: number;
  /**
   * How long results stay in Redis, in milliseconds: a run that is made again within that time does not pay for them again. Rows that failed are
   * made again.
   * @default 86_400_000 (a day)
   */
  readonly keepResults?: number;
  /**
   * Another text makes results worthless that are still in Redis. Needed where something that the module imports has changed.
   * @default the content of the module's file
   */
  readonly version?: string;
  /**
   * How long a lost connection is waited for before the run ends with {@link RedisConnectionError}, in milliseconds.
   * @default 60_000
   */
  readonly connectionTimeout?: number;
}

/** What was asked for, all of it set. */
export type RunnerPlan = Omit<Required<BullMQRunnerOptions>, 'connection' | 'concurrency'> & {
  readonly address: RedisAddress;
};
