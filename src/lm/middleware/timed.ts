import { withDeadline, type Clock } from '../../resilience';
import type { LanguageModel } from '../language-model';
import { LmTimeoutError } from '../lm-errors';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { watchStream, type StreamClock } from './watch-stream';

/** A time limit of whatever is wrapped: one attempt, or all of them. Milliseconds; `Infinity` for none. */
export interface TimedOptions {
  /** From the call to the whole reply. Of a stream, only where the limit is `totalTimeout`. */
  readonly timeout: number;
  /** The option that the limit came from, for the error. */
  readonly option: 'timeout' | 'totalTimeout';
  /**
   * Of a stream: from the call to the first event.
   * @default Infinity
   */
  readonly firstEventTimeout?: number;
  /**
   * Of a stream: from one event to the next.
   * @default Infinity
   */
  readonly idleTimeout?: number;
  readonly clock: Clock;
}

/** Ends a call that takes too long: its signal aborts, which reaches the socket. */
export function timed(inner: LanguageModel, options: TimedOptions): LanguageModel {
  const { timeout, option, clock } = options;
  const { firstEventTimeout = Infinity, idleTimeout = Infinity } = options;
  const total = option === 'totalTimeout' ? timeout : Infinity;
  const clocks = { first: firstEventTimeout, idle: idleTimeout, total };
  const onTimeout = (): Error =>
    timeoutError(inner, `did not answer within ${timeout} ms`, `raise the option ${option}`);
  const onStreamTimeout = (which: StreamClock): Error => {
    if (which === 'total') return onTimeout();
    const name = which === 'first' ? 'firstEventTimeout' : 'idleTimeout';
    const what = which === 'first' ? 'sent nothing for' : 'fell silent in the middle of a reply for';
    return timeoutError(inner, `${what} ${clocks[which]} ms`, `raise the option ${name}`);
  };
  return wrapModel(
    inner,
    (request, call) =>
      timeout === Infinity
        ? inner.doGenerate(request, call)
        : withDeadline({ timeout, signal: call.signal, clock, onTimeout }, (signal) =>
            inner.doGenerate(request, { ...call, signal }),
          ),
    (request, call) =>
      watchStream({ clocks, clock, signal: call.signal, onTimeout: onStreamTimeout }, (signal) =>
        streamOf(inner, request, { ...call, signal }),
      ),
  );
}

function timeoutError({ provider, model }: LanguageModel, what: string, fix: string): LmTimeoutError {
  return new LmTimeoutError(
    { problem: `${provider}/${model} ${what}.`, fix: `${fix} of the LM, or ask for less.` },
    { provider, model },
  );
}
