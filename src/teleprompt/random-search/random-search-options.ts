import type { BootstrapOptions, BootstrapPlan } from '../bootstrap/bootstrap-options';
import type { CompileMetric } from '../compile-metric';

/** How a {@link BootstrapFewShotWithRandomSearch} works. */
export interface RandomSearchOptions extends BootstrapOptions {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * Bootstrapped candidates beside the three fixed ones: no demonstrations, labelled ones, an unshuffled bootstrap.
   * @default 16
   */
  readonly numCandidatePrograms?: number;
  /**
   * A score, in the metric's own units, that is good enough to stop at.
   * @default none: all candidates are tried
   */
  readonly stopAtScore?: number;
  /**
   * Whether candidates that fall clearly behind the best on a part of the examples are given up. False scores all on all, as
   * DSPy does.
   * @default true
   */
  readonly racing?: boolean;
}

/** What was asked for, all of it set. */
export interface RandomSearchPlan {
  readonly bootstrap: BootstrapPlan;
  /** Bootstrapped candidates beside the fixed ones. */
  readonly count: number;
  readonly stopAtScore: number | undefined;
  readonly racing: boolean;
}
