import { InvalidArgumentError } from '../errors';
import type { CallOptions } from '../modules';
import type { Example, TraceStep } from '../primitives';
import { assertExample, isStream, type Devset } from './devset';
import type { EvaluationRow } from './evaluation-row';
import type { KeptRows } from './evaluation-summary';
import type { MetricResult } from './metric';
import type { Runner } from './runner';
import type { SliceBy } from './slices';
import type { EvaluationStore } from './store/evaluation-store';

/** What is evaluated, by which measure, and how. */
export interface EvaluateOptions<Fields extends object, Answer> {
  /**
   * The examples, with their inputs named: a list, anything that gives them one by one, or a function that makes such a thing anew for
   * each evaluation. Of none the score is NaN.
   */
  readonly devset: Devset<Fields>;
  /** Says how good an answer is: a boolean, a finite number, or `{ score, feedback?, objectives? }`. */
  readonly metric: (
    example: Example<Fields>,
    prediction: Answer,
    trace?: readonly TraceStep[],
  ) => MetricResult | Promise<MetricResult>;
  /**
   * Most examples in flight. Not together with `runner`.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * Longest time of one example, its metric included, in milliseconds.
   * @default no limit beside those of the model
   */
  readonly timeout?: number;
  /**
   * How many rows may fail before the evaluation stops early; the result then says `stopped: 'max-errors'`.
   * @default no limit
   */
  readonly maxErrors?: number;
  /**
   * The score of a row whose program failed by its own fault (kinds `program`, `format`, `timeout`). Faults of the metric and of
   * the provider are never scored.
   * @default such a row has no score
   */
  readonly failureScore?: number;
  /**
   * Whether to draw a progress bar on standard error. Only a terminal gets one.
   * @default true
   */
  readonly progress?: boolean;
  /** Called with each row as it is finished, in no particular order. */
  readonly onRow?: (row: EvaluationRow) => void;
  /**
   * Which rows the result keeps. Its figures are over all rows in any case; those that are not kept are seen by `onRow` alone, and
   * cost some 24 bytes each.
   * @default 'all'
   */
  readonly keepRows?: KeptRows;
  /**
   * Divides the rows into slices that the result has figures of: a field of the examples, or a function.
   * @default none
   */
  readonly sliceBy?: SliceBy;
  /**
   * Where the examples run.
   * @default this process
   */
  readonly runner?: Runner;
  /**
   * How often each example is run; each time but the first with a fresh sample (`rolloutId` 1, 2, …).
   * @default 1
   */
  readonly repeats?: number;
  /**
   * A directory to keep every evaluation in as soon as it is made. What it holds already is not paid for again: run the same
   * code again after a crash and it goes on. Not together with `store`.
   * @default evaluations are not kept
   */
  readonly directory?: string;
  /** An open store to share with others instead of `directory`. */
  readonly store?: EvaluationStore;
  /**
   * Whether kept evaluations that failed are made again. Those that failed by a provider's fault always are.
   * @default false
   */
  readonly retryFailures?: boolean;
  /**
   * A name for what the metric measures; another one makes kept scores worthless. Needed where something the metric
   * calls has changed, which its own code does not show.
   * @default the metric's code
   */
  readonly metricVersion?: string;
}

/** What holds for one evaluation: call options for the program, and a signal that ends it with the rows so far. */
export type EvaluateCallOptions = Omit<CallOptions, 'demos' | 'timeout'>;

/** The names of all {@link EvaluateOptions}. */
export const OPTIONS: readonly (keyof EvaluateOptions<object, unknown>)[] = [
  'devset',
  'metric',
  'concurrency',
  'timeout',
  'maxErrors',
  'failureScore',
  'progress',
  'onRow',
  'keepRows',
  'sliceBy',
  'runner',
  'repeats',
  'directory',
  'store',
  'retryFailures',
  'metricVersion',
];

/** The names of all {@link EvaluateCallOptions}. */
export const CALL_OPTIONS: readonly (keyof EvaluateCallOptions)[] = [
  'lm',
  'adapter',
  'signal',
  'config',
  'cache',
  'rolloutId',
];

const KEPT: readonly KeptRows[] = ['all', 'failures', 'none'];

/** @throws {@link InvalidArgumentError} for options that no evaluation could run with. */
export function assertUsable({
  devset,
  metric,
  timeout,
  maxErrors,
  failureScore,
  repeats = 1,
  keepRows = 'all',
  ...where
}: EvaluateOptions<object, unknown>): void {
  const refuse = (option: string, found: unknown, expected: string, fix?: string): never => {
    throw new InvalidArgumentError(`new Evaluate({ ${option} })`, { found: String(found), expected, fix });
  };
  if (Array.isArray(devset)) devset.forEach(assertExample);
  else if (!isStream(devset))
    refuse('devset', typeof devset, 'a list of examples, or something that gives them.');
  if (typeof metric !== 'function') refuse('metric', typeof metric, 'a function of example and prediction.');
  if (timeout !== undefined && !(timeout > 0)) refuse('timeout', timeout, 'milliseconds, more than 0.');
  if (maxErrors !== undefined && !(maxErrors >= 1)) refuse('maxErrors', maxErrors, 'a number of at least 1.');
  if (failureScore !== undefined && !Number.isFinite(failureScore))
    refuse('failureScore', failureScore, 'a finite number.');
  if (!KEPT.includes(keepRows)) refuse('keepRows', keepRows, KEPT.join(', '));
  if (!Number.isInteger(repeats) || repeats < 1) refuse('repeats', repeats, 'a whole number of at least 1.');
  if (where.directory !== undefined && where.store !== undefined) {
    refuse('directory', where.directory, 'either a directory or an open store.', 'leave one of them out.');
  }
  if (where.runner !== undefined && where.concurrency !== undefined) {
    refuse(
      'concurrency',
      where.concurrency,
      'either a runner or a concurrency.',
      'give the concurrency to the runner.',
    );
  }
}
