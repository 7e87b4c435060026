import { captureContext } from '../../context';
import { addUsage } from '../../messages';
import { type Clock, linkSignals, systemClock } from '../../resilience';
import { assertKnownOptions } from '../../util';
import type { LanguageModel, LmCall } from '../language-model';
import { assertAtLeast, assertDuration } from '../numbers';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { FAILED_ATTEMPT } from './counted';

/** When a second attempt is made beside a slow one. */
export interface HedgeOptions {
  /** How long the first attempt may take before another one is made, in milliseconds; then the next, after as long. */
  readonly after: number;
  /**
   * Most further attempts.
   * @default 1
   */
  readonly most?: number;
}

/** {@link HedgeOptions} and the time. */
export interface HedgedOptions extends HedgeOptions {
  /**
   * What tells the time.
   * @default the machine's clock
   */
  readonly clock?: Clock | undefined;
}

/**
 * Makes another attempt beside one that is slow; the first reply wins and the others are aborted. Every attempt is paid for
 * and counted. Streams are not hedged.
 *
 * @remarks The "hedged requests" of Dean and Barroso, The Tail at Scale (2013).
 */
export function hedged(inner: LanguageModel, options: HedgedOptions): LanguageModel {
  const { clock = systemClock, ...given } = options;
  assertHedgeOptions(given, 'hedged(model, ...)');
  const { after, most = 1 } = given;
  return wrapModel(
    inner,
    (request, call) => race(inner, { request, call, after, most, clock }),
    (request, call) => streamOf(inner, request, call),
  );
}

/** Refuses a hedge that could not work. */
export function assertHedgeOptions(options: HedgeOptions, where: string): void {
  assertKnownOptions(options, ['after', 'most'], where);
  assertDuration(options.after ?? Number.NaN, `${where} after`);
  assertAtLeast(options.most, 1, `${where} most`);
}

interface Race {
  readonly request: LmRequest;
  readonly call: LmCall;
  readonly after: number;
  readonly most: number;
  readonly clock: Clock;
}

async function race(inner: LanguageModel, { request, call, after, most, clock }: Race): Promise<LmResponse> {
  call.signal?.throwIfAborted();
  const linked = linkSignals(call.signal);
  const inContext = captureContext();
  let begun = 0;
  let running = 0;
  let stopTimer = (): void => undefined;
  try {
    const response = await new Promise<LmResponse>((resolve, reject) => {
      const begin = (): void => {
        begun++;
        running++;
        inner.doGenerate(request, { ...call, signal: linked.signal }).then(resolve, (error: unknown) => {
          running--;
          // What failed by itself is for a retry, not for a hedge.
          if (running === 0) reject(error);
        });
        if (begun <= most) stopTimer = clock.startTimer(after, () => inContext(begin));
      };
      begin();
    });
    if (begun === 1) return response;
    linked.abort(answeredFirst());
    // The others end now, and are counted where they end: before this call does.
    await new Promise((resolve) => setImmediate(resolve));
    return withOthers(response, begun - 1);
  } finally {
    stopTimer();
    linked.abort(answeredFirst());
  }
}

function answeredFirst(): DOMException {
  return new DOMException('Another attempt answered first.', 'AbortError');
}

function withOthers(response: LmResponse, others: number): LmResponse {
  return { ...response, usage: addUsage(response.usage, { ...FAILED_ATTEMPT, requests: others }) };
}
