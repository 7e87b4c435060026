import { InvalidArgumentError } from '../errors';
import { Example } from '../primitives';
import { assertKnownOptions, asyncPool } from '../util';

/** How many calls have ended. */
export interface BatchProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

/** How a batch of calls runs. */
export interface BatchOptions {
  /**
   * Most calls at once.
   * @default 8
   */
  readonly concurrency?: number;
  /** Ends the batch: no further call starts, those in flight are aborted. */
  readonly signal?: AbortSignal;
  /**
   * True gives every call's outcome as a value, as `Promise.allSettled` does; false rejects at the first failure.
   * @default false
   */
  readonly settle?: boolean;
  /** Called after each call has ended. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Calls `run` for each item; see `Module.batch`. */
export async function runBatch<Result>(
  items: readonly object[],
  options: BatchOptions,
  run: (inputs: object) => Promise<Result>,
): Promise<(Result | PromiseSettledResult<Result>)[]> {
  assertKnownOptions(options, ['concurrency', 'signal', 'settle', 'onProgress'], 'batch(...)');
  const { concurrency = 8, signal, settle = false, onProgress } = options;
  assertConcurrency(concurrency);
  const total = items.length;
  let [done, failed] = [0, 0];
  const note = (hasFailed: boolean): void => {
    done++;
    if (hasFailed) failed++;
    onProgress?.({ done, failed, total });
  };
  const work = async (item: object): Promise<Result | PromiseSettledResult<Result>> => {
    const outcome = await settled(() => run(Example.isInstance(item) ? item.inputs() : item));
    const hasFailed = outcome.status === 'rejected';
    note(hasFailed);
    if (hasFailed && (!settle || signal?.aborted)) throw outcome.reason;
    return settle || hasFailed ? outcome : outcome.value;
  };
  return asyncPool({ concurrency, signal }, items, work);
}

async function settled<Result>(body: () => Promise<Result>): Promise<PromiseSettledResult<Result>> {
  try {
    return { status: 'fulfilled', value: await body() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

function assertConcurrency(concurrency: number): void {
  if (Number.isSafeInteger(concurrency) && concurrency >= 1) return;
  throw new InvalidArgumentError('batch({ concurrency })', {
    found: String(concurrency),
    expected: 'a whole number, at least 1.',
  });
}
