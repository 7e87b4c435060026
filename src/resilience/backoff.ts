/** How waits grow. */
export interface BackoffOptions {
  /**
   * The longest first wait, in milliseconds.
   * @default 500
   */
  readonly firstDelay?: number;
  /**
   * The longest wait of all, in milliseconds.
   * @default 30_000
   */
  readonly maxDelay?: number;
  /**
   * Gives numbers in [0, 1): the jitter.
   * @default Math.random
   */
  readonly random?: () => number;
}

/**
 * Exponential backoff with equal jitter: between half and all of `firstDelay · 2^attempt`, at most `maxDelay`.
 *
 * @param attempt 0 for the first wait.
 */
export function backoffDelay(attempt: number, options: BackoffOptions = {}): number {
  const { firstDelay = 500, maxDelay = 30_000, random = Math.random } = options;
  const ceiling = Math.min(maxDelay, firstDelay * 2 ** attempt);
  return ceiling / 2 + random() * (ceiling / 2);
}
