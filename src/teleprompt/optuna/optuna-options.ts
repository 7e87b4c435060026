import type { BootstrapOptions, BootstrapPlan } from '../bootstrap/bootstrap-options';
import type { CompileMetric } from '../compile-metric';

/** How a {@link BootstrapFewShotWithOptuna} works. */
export interface BootstrapFewShotWithOptunaOptions extends BootstrapOptions {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * How many choices of demonstrations are tried.
   * @default 16
   */
  readonly numCandidatePrograms?: number;
}

/** What was asked for, all of it set. */
export interface OptunaPlan {
  readonly bootstrap: BootstrapPlan;
  /** How many choices of demonstrations are tried. */
  readonly trials: number;
}
