import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import type { BatchProgress } from './lm-batches';

/** How a batch is run. Times are in milliseconds. */
export interface LmBatchOptions {
  /**
   * Where the state of the batch is written: run the same again after a crash, and it goes on where it was instead of paying
   * twice. Made by you.
   * @default nowhere
   */
  readonly directory?: string;
  /**
   * How long to wait between two looks.
   * @default 60_000
   */
  readonly pollInterval?: number;
  /** Ends the waiting; the batch goes on at the provider, and the next run finds it. */
  readonly signal?: AbortSignal;
  /** Told how far the batch is, after each look. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Refuses unknown options and intervals that no one can wait for. */
export function assertBatchOptions(options: LmBatchOptions): void {
  const where = 'lm.batch(requests, ...)';
  assertKnownOptions(options, ['directory', 'pollInterval', 'signal', 'onProgress'], where);
  const { pollInterval } = options;
  if (pollInterval === undefined || (Number.isFinite(pollInterval) && pollInterval > 0)) return;
  throw new InvalidArgumentError(`${where} pollInterval`, {
    found: String(pollInterval),
    expected: 'milliseconds, more than 0.',
  });
}
