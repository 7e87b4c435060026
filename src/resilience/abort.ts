import { onAbort } from './on-abort';

/** A signal that follows others, until it is let go. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Aborts this signal alone. */
  abort(reason: unknown): void;
  /** Takes its listeners off the signals it follows. Call it when the work is done; a second call does nothing. */
  dispose(): void;
}

/**
 * A signal that aborts when any of the given ones does, with the same reason.
 *
 * `AbortSignal.any` keeps dependants alive as long as a source lives (Node 20), so a program-long signal would collect
 * one per call; this one is taken off by {@link LinkedSignal.dispose}.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const followed: (() => void)[] = [];
  const dispose = (): void => {
    for (const unfollow of followed.splice(0)) unfollow();
  };
  const abort = (reason: unknown): void => {
    dispose();
    controller.abort(reason);
  };
  for (const source of sources) {
    if (source === undefined) continue;
    if (source.aborted) {
      abort(source.reason);
      break;
    }
    followed.push(onAbort(source, () => abort(source.reason)));
  }
  return { signal: controller.signal, abort, dispose };
}

/**
 * Settles as the promise does, or rejects with the signal's reason as soon as it aborts, whichever is first.
 *
 * The promise is not stopped by this; a later rejection of it is taken care of.
 */
export function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const leave = onAbort(signal, () => reject(signal.reason));
    promise.then(
      (value) => {
        leave();
        resolve(value);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
  });
}
