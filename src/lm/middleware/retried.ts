import { addUsage, NO_USAGE } from '../../messages';
import { retry, type Clock } from '../../resilience';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { wrapModel } from '../wrap-model';

/** How waits between attempts grow. Times in milliseconds. */
export interface LmRetryOptions {
  /**
   * The longest first wait; later ones double it. Half of every wait is jitter.
   * @default 500
   */
  readonly firstDelay?: number;
  /**
   * The longest wait that is ours to choose.
   * @default 30_000
   */
  readonly maxDelay?: number;
  /**
   * The longest wait that a server's `retry-after` may ask for; more is cut to it.
   * @default 60_000
   */
  readonly maxRetryAfter?: number;
}

/** {@link LmRetryOptions} with what the facade knows. */
export interface RetriedOptions extends LmRetryOptions {
  /** Attempts after the first. */
  readonly maxRetries: number;
  readonly clock: Clock;
  /** Jitter: numbers in [0, 1). */
  readonly random: () => number;
}

/** Tries again what may succeed, waiting as long as the server asks or ever longer. Failed attempts count as requests. */
export function retried(inner: LanguageModel, options: RetriedOptions): LanguageModel {
  const { maxRetryAfter: maxAskedDelay, ...waits } = options;
  return wrapModel(inner, async (request, call) => {
    let failed = 0;
    const policy = { ...waits, maxAskedDelay, isRetryable, askedDelay, signal: call.signal };
    const response = await retry(policy, (index) => {
      failed = index;
      return inner.doGenerate(request, call);
    });
    if (failed === 0) return response;
    return { ...response, usage: addUsage(response.usage, { ...NO_USAGE, requests: failed }) };
  });
}

function isRetryable(error: unknown): boolean {
  return error instanceof LmError && error.retryable;
}

function askedDelay(error: unknown): number | undefined {
  return error instanceof LmError ? error.retryAfterMs : undefined;
}
