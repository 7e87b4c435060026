import type { Usage } from '../messages';
import type { Example, Prediction } from '../primitives';
import type { RowError } from './row-error';

/** What became of one example. */
export interface EvaluationRow {
  /** Its place in the devset. */
  readonly index: number;
  readonly example: Example;
  /** Which of several runs of the example it is; absent for the first. */
  readonly rollout?: number;
  /** Absent when the program failed; kept when only the metric did. */
  readonly prediction?: Prediction;
  /** Absent when nothing could be scored: such a row is in no mean. */
  readonly score?: number;
  readonly feedback?: string;
  /** Further scores by name, as the metric gave them. */
  readonly objectives?: Readonly<Record<string, number>>;
  readonly error?: RowError;
  /** How long the program took, in milliseconds; the metric's time is not in it. */
  readonly latencyMs: number;
  /** What the program's calls of language models consumed. */
  readonly usage: Usage;
  /** What the metric's own calls of language models consumed; absent where it made none. */
  readonly metricUsage?: Usage;
}
