import type { Clock } from './clock';
import { onAbort } from './on-abort';

/** How to wait. */
export interface SleepOptions {
  readonly clock: Clock;
  /** Ends the wait by rejecting with its reason; the timer is cancelled. */
  readonly signal?: AbortSignal;
}

/** Waits for `delay` milliseconds. */
export function sleep(delay: number, { clock, signal }: SleepOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const cancel = clock.startTimer(delay, () => {
      leave?.();
      resolve();
    });
    const leave =
      signal &&
      onAbort(signal, () => {
        cancel();
        reject(signal.reason);
      });
  });
}
