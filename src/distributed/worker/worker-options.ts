import type { RedisAddress } from '../redis/redis-address';

/** How a worker works: see {@link runWorker}. */
export interface WorkerOptions {
  /** Where Redis is: a URL such as `redis://:password@host:6379/0`, or its parts. */
  readonly connection: string | RedisAddress;
  /**
   * The file, or the package, that exports `program` and `metric`, and that configures the model. Relative to the working directory.
   */
  readonly module: string;
  /**
   * The queue to take jobs from.
   * @default the module's name, without folder and ending
   */
  readonly queue?: string;
  /**
   * Most units at once.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * Ends the work: no further job is taken, those in hand are finished.
   * @default none
   */
  readonly signal?: AbortSignal;
  /**
   * Most units that all workers of the queue together begin within so many milliseconds. All of them are given the same.
   * @default no limit
   */
  readonly rateLimit?: RateLimit;
  /**
   * How long this worker may be silent, in milliseconds, before its jobs are given to others. A unit that keeps the thread busy for longer
   * is taken for dead.
   * @default 30_000
   */
  readonly stalledAfter?: number;
  /**
   * How long a lost connection is waited for before the worker ends with {@link RedisConnectionError}, in milliseconds.
   * @default 60_000
   */
  readonly connectionTimeout?: number;
  /** Told what happens. @default nobody */
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** So many in so long. */
export interface RateLimit {
  /** How many. */
  readonly max: number;
  /** In how long, in milliseconds. */
  readonly duration: number;
}

/** What happens in a worker. */
export type WorkerEvent =
  | { readonly type: 'ready'; readonly queue: string }
  /** A unit was performed; `error` says what failed in it. */
  | { readonly type: 'done'; readonly job: string; readonly error?: string }
  /** A job gave no outcome: it was withdrawn, set aside, or is not for this worker. */
  | { readonly type: 'failed'; readonly job: string; readonly reason: string }
  /** Something is wrong with Redis; the worker goes on. */
  | { readonly type: 'trouble'; readonly message: string };

/** What was asked for, all of it set. */
export type WorkerPlan = Required<
  Pick<WorkerOptions, 'module' | 'queue' | 'concurrency' | 'stalledAfter' | 'connectionTimeout' | 'onEvent'>
> & {
  readonly address: RedisAddress;
  readonly signal: AbortSignal;
  readonly rateLimit: RateLimit | undefined;
};
