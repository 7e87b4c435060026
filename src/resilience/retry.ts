import { backoffDelay, type BackoffOptions } from './backoff';
import { systemClock, type Clock } from './clock';
import { sleep } from './sleep';

/** When and how to try again. */
export interface RetryOptions extends BackoffOptions {
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** Whether an error may go away by itself. */
  readonly isRetryable: (error: unknown) => boolean;
  /** How long the other side asked to wait, in milliseconds, if it did. */
  readonly askedDelay?: (error: unknown) => number | undefined;
  /**
   * The longest wait that the other side may ask for, in milliseconds.
   * @default 60_000
   */
  readonly maxAskedDelay?: number;
  /** Ends a wait at once. */
  readonly signal?: AbortSignal;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the attempts are used up.
 *
 * @param attempt is given 0, 1, 2, …
 * @throws the last attempt's error, or the signal's reason.
 */
export async function retry<Value>(
  options: RetryOptions,
  attempt: (index: number) => Promise<Value>,
): Promise<Value> {
  for (let index = 0; ; index++) {
    try {
      return await attempt(index);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (index >= options.maxRetries || !options.isRetryable(error)) throw error;
      await sleep(delayAfter(error, index, options), {
        clock: options.clock ?? systemClock,
        signal: options.signal,
      });
    }
  }
}

function delayAfter(error: unknown, index: number, options: RetryOptions): number {
  const asked = options.askedDelay?.(error);
  if (asked === undefined || !(asked > 0)) return backoffDelay(index, options);
  return Math.min(asked, options.maxAskedDelay ?? 60_000);
}
