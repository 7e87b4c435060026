import { onAbort } from '../resilience';
import { LONGEST_TIMER } from '../util';
import { ExampleTimeoutError } from './evaluate-errors';

/**
 * Runs one unit until its own time limit or the end of the whole run, whichever is first.
 *
 * The work gets the signal of that end; the result does not wait for work that does not heed it.
 *
 * @param limits `timeout` in milliseconds, infinite for none.
 * @throws what the work throws, {@link ExampleTimeoutError}, or the reason of the run's end.
 */
export function withinDeadline<Result>(
  { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (timeout > LONGEST_TIMER) return untilEnd(signal, work(signal));
  const controller = new AbortController();
  const unfollow = onAbort(signal, () => controller.abort(signal.reason));
  const timer = setTimeout(() => controller.abort(new ExampleTimeoutError(timeout)), timeout);
  return untilEnd(controller.signal, work(controller.signal), () => {
    clearTimeout(timer);
    unfollow();
  });
}

function untilEnd<Result>(signal: AbortSignal, work: Promise<Result>, release?: () => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = onAbort(signal, () => {
      release?.();
      reject(signal.reason as Error);
    });
    const end = (): void => {
      leave();
      release?.();
    };
    work.then(
      (result) => {
        end();
        resolve(result);
      },
      (error: unknown) => {
        end();
        reject(error as Error);
      },
    );
  });
}
