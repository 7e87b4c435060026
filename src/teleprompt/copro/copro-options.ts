import type { LanguageModel } from '../../lm';
import type { CompileMetric } from '../compile-metric';

/** How a {@link COPRO} works. */
export interface COPROOptions {
  /** Scores the candidates. */
  readonly metric: CompileMetric;
  /**
   * The model that writes instructions.
   * @default the one in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * New instructions for a predictor in each round, the present ones among them in the first; at least 2.
   * @default 10
   */
  readonly breadth?: number;
  /**
   * How many rounds there are.
   * @default 3
   */
  readonly depth?: number;
  /**
   * How freely the prompt model writes.
   * @default 1.4
   */
  readonly initTemperature?: number;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
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

/** The names of all {@link COPROOptions}. */
export const COPRO_OPTIONS: readonly (keyof COPROOptions)[] = [
  'metric',
  'promptModel',
  'breadth',
  'depth',
  'initTemperature',
  'seed',
  'concurrency',
  'maxErrors',
];

/** What was asked for, all of it set. */
export interface CoproPlan {
  readonly breadth: number;
  readonly depth: number;
  readonly temperature: number;
  readonly seed: number;
  readonly promptModel: LanguageModel | undefined;
}
