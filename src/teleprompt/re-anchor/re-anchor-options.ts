import type { CompileMetric } from '../compile-metric';

/** How a {@link ReAnchor} works. */
export interface ReAnchorOptions {
  /** Scores the answers. It sees decisions as the program gives them. */
  readonly metric: CompileMetric;
  /**
   * Most settings that are tried in place of one threshold, cut or weight.
   * @default 40
   */
  readonly maxCandidates?: number;
  /**
   * Most things to do at once. The result does not depend on it.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How many evaluations in a row may fail by a fault of the provider or the metric.
   * @default 20
   */
  readonly maxErrors?: number;
}

/** What was asked for, all of it set. */
export interface ReAnchorPlan {
  readonly maxCandidates: number;
}
