import { ExampleTimeoutError } from './evaluate-errors';

/** The end of one unit: its own time limit, or the end of the whole run. */
export interface Deadline {
  /** Aborted at the end; programs pass it down to their calls. */
  readonly signal: AbortSignal;
  /** Settles with the work, or rejects at the end if the work has not settled by then. */
  race<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets go of the timer and the run's signal. */
  release(): void;
}

// A longer delay overflows the timer and fires at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/** @param timeout the limit, in milliseconds; infinite for none. */
export function deadline(timeout: number, runSignal: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = (reason: unknown): void => {
    controller.abort(reason);
  };
  const onAbort = (): void => {
    end(runSignal.reason);
  };
  if (runSignal.aborted) onAbort();
  else runSignal.addEventListener('abort', onAbort, { once: true });
  const timer =
    timeout <= LONGEST_TIMER
      ? setTimeout(() => {
          end(new ExampleTimeoutError(timeout));
        }, timeout)
      : undefined;
  return {
    signal: controller.signal,
    race: (work) => raced(work, controller.signal),
    release: () => {
      clearTimeout(timer);
      runSignal.removeEventListener('abort', onAbort);
    },
  };
}

function raced<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
    };
    work.finally(settle).then(resolve, reject);
  });
}
