import { addUsage, NO_USAGE, type Usage } from '../messages';
import type { EvaluationRow } from './evaluation-row';
import type { ErrorKind } from './row-error';
import { meanInterval, type Interval } from './statistics/confidence-interval';
import { latencySummary, type LatencySummary } from './statistics/latency';

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
}

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
  /** One row for each example that was evaluated, in the order of the devset. */
  readonly rows: readonly EvaluationRow[];
}

/** Adds rows up. Linear in their number but for sorting the latencies. */
export function summarize(rows: readonly EvaluationRow[]): EvaluationSummary {
  const scores = exampleScores(rows);
  const errors: Partial<Record<ErrorKind, number>> = {};
  let usage = NO_USAGE;
  for (const row of rows) {
    if (row.error !== undefined) errors[row.error.kind] = (errors[row.error.kind] ?? 0) + 1;
    usage = addUsage(usage, row.usage);
  }
  return {
    score: meanOf(scores),
    n: scores.length,
    errors,
    interval: meanInterval(scores),
    objectives: objectiveMeans(rows),
    latency: latencySummary(rows.map((row) => row.latencyMs)),
    usage,
  };
}

/** One score an example: runs of the same one are not independent, so the interval counts it once. */
function exampleScores(rows: readonly EvaluationRow[]): number[] {
  const byExample = new Map<number, number[]>();
  for (const { index, score } of rows) {
    if (score === undefined) continue;
    const scores = byExample.get(index);
    if (scores === undefined) byExample.set(index, [score]);
    else scores.push(score);
  }
  return [...byExample.values()].map((scores) =>
    scores.length === 1 ? (scores[0] as number) : meanOf(scores),
  );
}

/** The mean, NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function objectiveMeans(rows: readonly EvaluationRow[]): Record<string, number> {
  const columns = new Map<string, number[]>();
  for (const { objectives = {} } of rows) {
    for (const [name, value] of Object.entries(objectives)) {
      const column = columns.get(name);
      if (column === undefined) columns.set(name, [value]);
      else column.push(value);
    }
  }
  return Object.fromEntries([...columns].map(([name, values]) => [name, meanOf(values)]));
}
