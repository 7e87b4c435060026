import { InvalidArgumentError } from '../../errors';
import { retry, systemClock, withDeadline, type Clock } from '../../resilience';
import { RetrieverTimeoutError } from '../retriever-errors';

/** How calls of a retriever are supervised. Times are in milliseconds. */
export interface SupervisionOptions {
  /**
   * What the retriever is called in errors and traces.
   * @default the name of its class
   */
  readonly name?: string;
  /**
   * Longest time of one attempt; `Infinity` for no limit.
   * @default 30_000
   */
  readonly timeout?: number;
  /**
   * Longest time of a call with all its attempts and waits.
   * @default Infinity
   */
  readonly totalTimeout?: number;
  /**
   * Attempts after the first, for errors that say that they may go away (`retryable`).
   * @default 3
   */
  readonly maxRetries?: number;
  /**
   * The longest first wait between two attempts; later ones double it. Half of every wait is jitter.
   * @default 500
   */
  readonly firstDelay?: number;
  /**
   * The longest wait that is ours to choose.
   * @default 30_000
   */
  readonly maxDelay?: number;
  /**
   * The longest wait that a server may ask for.
   * @default 60_000
   */
  readonly maxRetryAfter?: number;
  /**
   * What tells the time and waits; tests give one of their own.
   * @default the machine's clock
   */
  readonly clock?: Clock;
  /**
   * Jitter: numbers in [0, 1).
   * @default Math.random
   */
  readonly random?: () => number;
}

/** The names of {@link SupervisionOptions}. */
export const SUPERVISION_OPTIONS: readonly (keyof SupervisionOptions)[] = [
  'name',
  'timeout',
  'totalTimeout',
  'maxRetries',
  'firstDelay',
  'maxDelay',
  'maxRetryAfter',
  'clock',
  'random',
];

/** One piece of work under supervision. */
export interface SupervisedCall<Result> {
  /** What it is called in errors. */
  readonly name: string;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** Makes one attempt; its signal aborts at the deadline too. */
  readonly attempt: (signal: AbortSignal) => Promise<Result>;
}

/**
 * Runs work with deadlines, and again where its error may go away.
 *
 * @throws {@link RetrieverTimeoutError}; the last attempt's error; the caller's reason.
 */
export function superviseCall<Result>(
  options: SupervisionOptions,
  { name, signal, attempt }: SupervisedCall<Result>,
): Promise<Result> {
  const {
    timeout = 30_000,
    totalTimeout = Number.POSITIVE_INFINITY,
    maxRetries = 3,
    clock = systemClock,
  } = options;
  const { firstDelay, maxDelay, random, maxRetryAfter: maxAskedDelay } = options;
  const late = (option: 'timeout' | 'totalTimeout', limit: number) => () =>
    new RetrieverTimeoutError(name, limit, option);
  return withDeadline(
    { timeout: totalTimeout, signal, clock, onTimeout: late('totalTimeout', totalTimeout) },
    (outer) =>
      retry(
        {
          maxRetries,
          firstDelay,
          maxDelay,
          random,
          maxAskedDelay,
          isRetryable,
          askedDelay,
          signal: outer,
          clock,
        },
        () => withDeadline({ timeout, signal: outer, clock, onTimeout: late('timeout', timeout) }, attempt),
      ),
  );
}

/** @throws {@link InvalidArgumentError} for numbers that no call could work with. */
export function assertSupervision(options: SupervisionOptions, where: string): void {
  const { timeout, totalTimeout, maxRetries, firstDelay, maxDelay, maxRetryAfter } = options;
  for (const [name, value] of Object.entries({
    timeout,
    totalTimeout,
    firstDelay,
    maxDelay,
    maxRetryAfter,
  })) {
    if (value === undefined || value > 0) continue;
    throw new InvalidArgumentError(`${where} ${name}`, {
      found: String(value),
      expected: 'milliseconds, more than 0.',
    });
  }
  if (maxRetries === undefined || (Number.isSafeInteger(maxRetries) && maxRetries >= 0)) return;
  throw new InvalidArgumentError(`${where} maxRetries`, {
    found: String(maxRetries),
    expected: 'a whole number, 0 for none.',
  });
}

/** Any error that says so: those of retrievers, of embedders, of the user's own. */
function isRetryable(error: unknown): boolean {
  return (error as { readonly retryable?: unknown } | null | undefined)?.retryable === true;
}

function askedDelay(error: unknown): number | undefined {
  const asked = (error as { readonly retryAfterMs?: unknown }).retryAfterMs;
  return typeof asked === 'number' ? asked : undefined;
}
