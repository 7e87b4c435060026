import type { Usage } from '../messages';
import type { EvaluationRow } from './evaluation-row';
import type { ErrorKind } from './row-error';
import type { Interval } from './statistics/confidence-interval';
import type { LatencySummary } from './statistics/latency';

/** How many rows failed, by kind; a kind that did not occur is absent. */
export type ErrorCounts = Readonly<Partial<Record<ErrorKind, number>>>;

/** Why an evaluation ended before the end of its devset. */
export type StopReason = 'aborted' | 'max-errors';

/** The figures over some rows. A row that could not be scored is in none of them but `errors`, `latency` and `usage`. */
export interface EvaluationSummary {
  /** The mean of the scores, in the metric's own units; NaN when nothing was scored. */
  readonly score: number;
  /** How many examples the score is the mean of; one that was run several times counts once, with its mean. */
  readonly n: number;
  readonly errors: ErrorCounts;
  /** The 95 % confidence interval of the score; see `meanInterval` for the formulas. */
  readonly interval: Interval;
  /** The mean of each further objective the metric gave. */
  readonly objectives: Readonly<Record<string, number>>;
  /** How long the program took, in milliseconds. */
  readonly latency: LatencySummary;
  /** What the program's calls consumed. */
  readonly usage: Usage;
  /** What the metric's own calls consumed, where it asks a model. */
  readonly metricUsage: Usage;
}

/** The figures of a part of the rows. */
export interface EvaluationSlice extends EvaluationSummary {
  /** What its rows have in common, as text. */
  readonly name: string;
  /** How many rows are in it, those without a score included. */
  readonly rowCount: number;
}

/** Which rows a result keeps: all, those with an error, none. */
export type KeptRows = 'all' | 'failures' | 'none';

/** What an evaluation is besides its rows. */
export interface EvaluationRun {
  /** How many rows there were to make: the examples, times `repeats`. */
  readonly total: number;
  /** How many rows were taken from the store and not paid for again. @default 0 */
  readonly reused?: number;
  /** From the first call to the last score, in milliseconds. */
  readonly durationMs: number;
  /** Present when not all examples were evaluated. */
  readonly stopped?: StopReason;
}

/** An evaluation as data: its rows and its figures. */
export interface EvaluationData extends EvaluationSummary, EvaluationRun {
  /** One row for each example that was evaluated, in the order of the devset; those that were to be kept. */
  readonly rows: readonly EvaluationRow[];
  /** Which rows those are. */
  readonly keptRows: KeptRows;
  /** The figures by slice, where the evaluation was asked for slices. */
  readonly slices: readonly EvaluationSlice[];
}

/** The mean, NaN of nothing. */
export function meanOf(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? Number.NaN : sum / values.length;
}
