import type { LmSettings } from '../lm';

/** What holds for every unit of a run, as plain data that can travel. */
export interface UnitTerms {
  /** Longest time of one example, its metric included, in milliseconds; absent for none. */
  readonly timeout?: number;
  /** The score of a row whose program failed by its own fault. @default none */
  readonly failureScore?: number;
  /** Whether outcomes have the predictor calls. @default false */
  readonly traced?: boolean;
  /** Settings for the model, over those of the predictors. @default none */
  readonly config?: LmSettings;
  /** Whether to use the cache. @default what the model was made with */
  readonly cache?: boolean;
}
