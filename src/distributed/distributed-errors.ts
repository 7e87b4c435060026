import { DspyError } from '../errors';
import { excerpt } from '../util';

/** Redis could not be reached for too long, or does not let us in. */
export class RedisConnectionError extends DspyError {
  static override readonly code = 'DISTRIBUTED_CONNECTION';
  override readonly retryable = true;

  /**
   * @param address where it is, without a password.
   * @param reason what went wrong last, without a password.
   * @param timeout how long it was waited for, in milliseconds.
   */
  constructor(address: string, reason: string, timeout: number) {
    super({
      problem: `There is no connection to Redis at ${address}.`,
      found: excerpt(reason, 300),
      expected: `one that is there again within ${timeout} ms.`,
      fix: 'start Redis, or correct `connection`; run the same again afterwards: what was done is kept.',
    });
  }
}

/** Redis is there and did not do what it was told. */
export class RedisCommandError extends DspyError {
  static override readonly code = 'DISTRIBUTED_COMMAND';

  /** @param reason what it said, without a password. */
  constructor(reason: string) {
    super({
      problem: 'Redis did not do what it was told.',
      found: excerpt(reason, 300),
      fix: 'look at its memory (`maxmemory-policy noeviction`), its disk and the rights of the user.',
    });
  }
}

/** The workers of a queue cannot do what a runner asks. */
export class DistributedTaskError extends DspyError {
  static override readonly code = 'DISTRIBUTED_TASK';

  /**
   * @param queue the queue.
   * @param reason what is wrong, as the worker said it.
   */
  constructor(queue: string, reason: string) {
    super({
      problem: `The workers of the queue ${JSON.stringify(queue)} cannot perform this evaluation.`,
      found: excerpt(reason, 500),
      fix: 'give each task a queue of its own, and start its workers with the module that the runner names.',
    });
  }
}
