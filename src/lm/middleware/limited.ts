import type { Usage } from '../../messages';
import { type Clock, systemClock } from '../../resilience';
import { assertKnownOptions } from '../../util';
import type { LanguageModel, LmCall } from '../language-model';
import { LmRateLimitError } from '../lm-errors';
import type { Limiter, Permit, RateLimits } from '../limits/limiter';
import { limiterOf } from '../limits/limiter-of';
import { assertAtLeast } from '../numbers';
import type { LmRequest } from '../request';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** What the provider allows an account. Shared by all models of the same server and key. */
export interface LimitOptions {
  /**
   * Most attempts begun in any minute.
   * @default Infinity
   */
  readonly requestsPerMinute?: number;
  /**
   * Most tokens, read and written, in any minute. Guessed before an attempt, counted after it.
   * @default Infinity
   */
  readonly tokensPerMinute?: number;
  /**
   * Most attempts under way at once. Less when the provider answers 429: then as many as it bears is found out.
   * @default Infinity
   */
  readonly concurrency?: number;
}

/** {@link LimitOptions} and the time. */
export interface LimitedOptions extends LimitOptions {
  /**
   * What tells the time.
   * @default the machine's clock
   */
  readonly clock?: Clock | undefined;
}

/** Assumed where `maxTokens` is not set. */
const GUESSED_OUTPUT = 512;
const CHARACTERS_PER_TOKEN = 4;

/**
 * Lets attempts wait for their turn, so that an account stays within its limits: requests and tokens per minute, and as many
 * at once as the provider bears without answering 429.
 */
export function limited(inner: LanguageModel, options: LimitedOptions = {}): LanguageModel {
  const { clock = systemClock, ...given } = options;
  assertLimitOptions(given, 'limited(model, ...)');
  const { requestsPerMinute = Infinity, tokensPerMinute = Infinity, concurrency = Infinity } = given;
  const limits = { requestsPerMinute, tokensPerMinute, concurrency };
  // Who the model is may be known only when it is first asked.
  let limiter: Limiter | undefined;
  const acquire = (request: LmRequest, call: LmCall): Permit | Promise<Permit> =>
    (limiter ??= limiterOf(inner, clock)).acquire({
      limits,
      tokens: guess(request, limits),
      signal: call.signal,
    });
  return wrapModel(
    inner,
    async (request, call) => {
      const permit = await acquire(request, call);
      try {
        const response = await inner.doGenerate(request, call);
        permit.done(served(response.usage));
        return response;
      } catch (error) {
        permit.done(failed(error));
        throw error;
      }
    },
    async function* (request, call) {
      const permit = await acquire(request, call);
      yield* observeStream(streamOf(inner, request, call), {
        finished: ({ usage }) => permit.done(served(usage)),
        failed: (error) => permit.done(failed(error)),
        left: () => permit.done({ isLimited: false }),
      });
    },
  );
}

/** Refuses limits that nothing could keep to. */
export function assertLimitOptions(options: LimitOptions, where: string): void {
  assertKnownOptions(options, ['requestsPerMinute', 'tokensPerMinute', 'concurrency'], where);
  assertAtLeast(options.requestsPerMinute, 1, `${where} requestsPerMinute`);
  assertAtLeast(options.tokensPerMinute, 1, `${where} tokensPerMinute`);
  assertAtLeast(options.concurrency, 1, `${where} concurrency`);
}

function served({ inputTokens, outputTokens }: Usage): Parameters<Permit['done']>[0] {
  return { tokens: inputTokens + outputTokens, isLimited: false };
}

function failed(error: unknown): Parameters<Permit['done']>[0] {
  return { isLimited: error instanceof LmRateLimitError };
}

function guess(request: LmRequest, { tokensPerMinute }: RateLimits): number {
  if (tokensPerMinute === Number.POSITIVE_INFINITY) return 0;
  const input = JSON.stringify([request.messages, request.tools]).length / CHARACTERS_PER_TOKEN;
  return Math.ceil(input) + (request.settings?.maxTokens ?? GUESSED_OUTPUT);
}
