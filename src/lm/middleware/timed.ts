import { withDeadline, type Clock } from '../../resilience';
import type { LanguageModel } from '../language-model';
import { LmTimeoutError } from '../lm-errors';
import { wrapModel } from '../wrap-model';

/** A time limit of whatever is wrapped: one attempt, or all of them. */
export interface TimedOptions {
  /** Milliseconds from the call. */
  readonly timeout: number;
  /** The option that the limit came from, for the error. */
  readonly option: 'timeout' | 'totalTimeout';
  readonly clock: Clock;
}

/** Ends a call that takes too long: its signal aborts, which reaches the socket. */
export function timed(inner: LanguageModel, { timeout, option, clock }: TimedOptions): LanguageModel {
  const onTimeout = (): Error =>
    new LmTimeoutError(
      {
        problem: `${inner.provider}/${inner.model} did not answer within ${timeout} ms.`,
        fix: `raise the option ${option} of the LM, or ask for less.`,
      },
      { provider: inner.provider, model: inner.model },
    );
  return wrapModel(inner, (request, call) =>
    withDeadline({ timeout, signal: call.signal, clock, onTimeout }, (signal) =>
      inner.doGenerate(request, { ...call, signal }),
    ),
  );
}
