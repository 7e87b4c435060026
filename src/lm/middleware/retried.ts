import { addUsage, type Usage } from '../../messages';
import { retry, type Clock } from '../../resilience';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import type { LmStreamEvent } from '../stream-event';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { FAILED_ATTEMPT } from './counted';

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

/**
 * Tries again what may succeed, waiting as long as the server asks or ever longer. Failed attempts count as requests.
 *
 * A stream is tried again only until its first event: what was passed on cannot be taken back.
 */
export function retried(inner: LanguageModel, options: RetriedOptions): LanguageModel {
  const { maxRetryAfter: maxAskedDelay, ...waits } = options;
  const policyFor = (signal: AbortSignal | undefined) => ({
    ...waits,
    maxAskedDelay,
    isRetryable,
    askedDelay,
    signal,
  });
  return wrapModel(
    inner,
    async (request, call) => {
      let failed = 0;
      const response = await retry(policyFor(call.signal), (index) => {
        failed = index;
        return inner.doGenerate(request, call);
      });
      return failed === 0 ? response : { ...response, usage: withFailed(response.usage, failed) };
    },
    async function* (request, call) {
      let failed = 0;
      const begun = await retry(policyFor(call.signal), async (index) => {
        failed = index;
        const iterator = streamOf(inner, request, call)[Symbol.asyncIterator]();
        return { iterator, first: await iterator.next() };
      });
      for await (const event of resumed(begun)) yield failed === 0 ? event : counting(event, failed);
    },
  );
}

interface Begun {
  readonly iterator: AsyncIterator<LmStreamEvent>;
  readonly first: IteratorResult<LmStreamEvent>;
}

/** The events of a stream whose first one was taken already. */
function resumed({ iterator, first }: Begun): AsyncIterable<LmStreamEvent> {
  let isFirst = true;
  const next = (): Promise<IteratorResult<LmStreamEvent>> => {
    if (!isFirst) return iterator.next();
    isFirst = false;
    return Promise.resolve(first);
  };
  const leave = async (): Promise<IteratorResult<LmStreamEvent>> => {
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

function counting(event: LmStreamEvent, failed: number): LmStreamEvent {
  if (event.type === 'usage') return { ...event, usage: withFailed(event.usage, failed) };
  if (event.type !== 'finish') return event;
  const { response } = event;
  return { ...event, response: { ...response, usage: withFailed(response.usage, failed) } };
}

function withFailed(usage: Usage, failed: number): Usage {
  return addUsage(usage, { ...FAILED_ATTEMPT, requests: failed });
}

function isRetryable(error: unknown): boolean {
  return error instanceof LmError && error.retryable;
}

function askedDelay(error: unknown): number | undefined {
  return error instanceof LmError ? error.retryAfterMs : undefined;
}
