import type { Example, TraceStep, Prediction } from '../primitives';
import type { Usage } from '../messages';
import type { Program } from './program';
import type { UnitTerms } from './unit-terms';
import type { RowError } from './row-error';

/** The unit of work: one program on one example. */
export interface EvaluationUnit {
  /** Which of the run's units it is: outcomes are put in order by it. */
  readonly index: number;
  readonly program: Program;
  readonly example: Example;
  /** Asks for a fresh sample of the same program on the same example. */
  readonly rolloutId?: number;
}

/** What came of a unit. Everything but `error.cause` is data that can travel between processes. */
export interface UnitOutcome {
  readonly prediction?: Prediction;
  readonly score?: number;
  readonly feedback?: string;
  readonly objectives?: Readonly<Record<string, number>>;
  readonly error?: RowError;
  readonly latencyMs: number;
  readonly usage: Usage;
  /** What the metric's own calls of models consumed; absent where it made none. */
  readonly metricUsage?: Usage;
  /** The predictor calls, when they were asked for. */
  readonly trace?: readonly TraceStep[];
}

/** What a runner does with the units it is given. */
export interface RunnerJob {
  /**
   * Runs one unit in this process. Never rejects for a fault of the program or metric: that is an outcome. Undefined when
   * the signal ended it first.
   */
  readonly perform: (unit: EvaluationUnit, signal: AbortSignal) => Promise<UnitOutcome | undefined>;
  /** Takes an outcome. Called once a unit, in the order they finish. */
  readonly onOutcome: (unit: EvaluationUnit, outcome: UnitOutcome) => void;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** What a runner must know that performs units elsewhere and cannot take {@link perform} there. @default nothing special */
  readonly terms?: UnitTerms;
}

/**
 * Where evaluations run: the one contract under `Evaluate` and the optimizers.
 *
 * Implementers promise:
 * - each unit is performed once, and pulled from `units` at most one ahead of the room for it;
 * - units are pulled in order and may finish in any; `onOutcome` gets each outcome once, never two at the same time;
 * - concurrent `run`s of one runner share its limit, so that an optimizer's candidates together stay under it;
 * - after an abort no further unit is pulled, those in flight are awaited, and `run` resolves: the caller knows why;
 * - `units` may wait for outcomes before it gives the next unit; it is then its own duty to end at an abort;
 * - `run` rejects only if `units`, `perform` or `onOutcome` throws, with that error, after those in flight have ended.
 */
export interface Runner {
  run(units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>, job: RunnerJob): Promise<void>;
}
