import { LONGEST_TIMER } from '../util';
import { ExampleTimeoutError } from './evaluate-errors';
import { onAbort } from './on-abort';

/** The end of one unit: its own time limit, or the end of the whole run. */
export interface Deadline {
  /** Aborted at the end; programs pass it down to their calls. */
  readonly signal: AbortSignal;
  /** Settles with the work, or rejects at the end if the work has not settled by then. */
  race<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets go of the timer and the run's signal. */
  release(): void;
}

/** @param timeout the limit, in milliseconds; infinite for none. */
export function deadline(timeout: number, runSignal: AbortSignal): Deadline {
  return timeout > LONGEST_TIMER ? endOfRun(runSignal) : endOfUnit(timeout, runSignal);
}

function endOfRun(signal: AbortSignal): Deadline {
  return {
    signal,
    race: (work) =>
      new Promise((resolve, reject) => {
        const fail = (): void => reject(signal.reason as Error);
        if (signal.aborted) fail();
        const release = onAbort(signal, fail);
        work.finally(release).then(resolve, reject);
      }),
    release: () => undefined,
  };
}

function endOfUnit(timeout: number, runSignal: AbortSignal): Deadline {
  const controller = new AbortController();
  const follow = (): void => controller.abort(runSignal.reason);
  if (runSignal.aborted) follow();
  const unfollow = onAbort(runSignal, follow);
  const timer = setTimeout(() => controller.abort(new ExampleTimeoutError(timeout)), timeout);
  return {
    ...endOfRun(controller.signal),
    release: () => {
      clearTimeout(timer);
      unfollow();
    },
  };
}
