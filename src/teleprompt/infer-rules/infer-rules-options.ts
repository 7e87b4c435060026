import type { LanguageModel } from '../../lm';
import type { BootstrapOptions, BootstrapPlan } from '../bootstrap/bootstrap-options';
import type { CompileMetric } from '../compile-metric';

/** How an {@link InferRules} works. */
export interface InferRulesOptions extends BootstrapOptions {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * How many sets of rules are tried.
   * @default 10
   */
  readonly numCandidates?: number;
  /**
   * Most rules in a set.
   * @default 10
   */
  readonly numRules?: number;
  /**
   * The model that finds the rules.
   * @default the one in force
   */
  readonly promptModel?: LanguageModel;
}

/** What was asked for, all of it set. */
export interface InferRulesPlan {
  readonly bootstrap: BootstrapPlan;
  readonly numCandidates: number;
  readonly numRules: number;
  readonly promptModel: LanguageModel | undefined;
}
