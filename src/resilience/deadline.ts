import { linkSignals, untilAborted } from './abort';
import { systemClock, type Clock } from './clock';

/** How long work may take. */
export interface DeadlineOptions {
  /** Milliseconds from the call of {@link withDeadline}; `Infinity` sets no limit. */
  readonly timeout: number;
  /** The caller's signal; the work sees it through the signal it is given. */
  readonly signal?: AbortSignal;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** Makes the error for time running out. */
  readonly onTimeout: () => Error;
}

/**
 * Runs `body` with a signal that aborts at the deadline or when the caller's signal does.
 *
 * The returned promise rejects at that moment even if the body goes on regardless. No timer and no listener is left
 * behind, whatever happens.
 *
 * @throws what `body` throws; `onTimeout()` at the deadline; the caller's reason when the caller aborts.
 */
export async function withDeadline<Value>(
  options: DeadlineOptions,
  body: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  options.signal?.throwIfAborted();
  const linked = linkSignals(options.signal);
  const clock = options.clock ?? systemClock;
  const cancelTimer = clock.startTimer(options.timeout, () => linked.abort(options.onTimeout()));
  try {
    return await untilAborted(body(linked.signal), linked.signal);
  } finally {
    cancelTimer();
    linked.dispose();
  }
}
