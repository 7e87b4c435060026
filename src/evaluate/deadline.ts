import { onAbort } from '../resilience';
import { LONGEST_TIMER } from '../util';
import { ExampleTimeoutError } from './evaluate-errors';

/** The end of one unit: its own time limit, or the end of the whole run, whichever is first. */
export interface UnitDeadline {
  /** Aborted at the end; work is to heed it. */
  readonly signal: AbortSignal;
  /** Lets go of timer and signals. */
  readonly release: () => void;
}

/**
 * Starts the clock of one unit.
 *
 * @param limits `timeout` in milliseconds, infinite for none.
 * @param onEnd told when the end comes, with {@link ExampleTimeoutError} or the reason of the run's end; not after `release`.
 */
export function unitDeadline(
  { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
  onEnd: (reason: unknown) => void,
): UnitDeadline {
  if (timeout > LONGEST_TIMER) return { signal, release: onAbort(signal, () => onEnd(signal.reason)) };
  const controller = new AbortController();
  const end = (reason: unknown): void => {
    release();
    controller.abort(reason);
    onEnd(reason);
  };
  const timer = setTimeout(() => end(new ExampleTimeoutError(timeout)), timeout);
  const unfollow = onAbort(signal, () => end(signal.reason));
  const release = (): void => {
    clearTimeout(timer);
    unfollow();
  };
  return { signal: controller.signal, release };
}
