import type { Clock } from './clock';

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
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    const stop = (): void => {
      cancel();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
