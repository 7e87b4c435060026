import type { LanguageModel } from '../../lm';
import type { CompileMetric } from '../compile-metric';
import type { ArmSettings } from './arms';

/** How {@link Auto} works. */
export interface AutoOptions {
  /** Says how good an answer is; feedback it gives is used. */
  readonly metric: CompileMetric;
  /**
   * Writes instructions.
   * @default the model in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * What the teacher of bootstrapped demonstrations is called with.
   * @default the models of the program
   */
  readonly teacherSettings?: { readonly lm?: LanguageModel };
  /**
   * Most demonstrations out of a teacher's calls, for each predictor.
   * @default 4
   */
  readonly maxBootstrappedDemos?: number;
  /**
   * Most labelled demonstrations for each predictor.
   * @default 16
   */
  readonly maxLabeledDemos?: number;
  /**
   * New instructions to try; 0 for none.
   * @default 4
   */
  readonly numInstructions?: number;
  /**
   * Times the best program is looked at where it fails, and its instructions are revised; 0 for none.
   * @default 2
   */
  readonly numReflections?: number;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Most things to do at once; decides on nothing.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How many calls in a row may fail by a fault of the provider or the metric.
   * @default 20
   */
  readonly maxErrors?: number;
}

/** The names of all {@link AutoOptions}. */
export const AUTO_OPTIONS: readonly (keyof AutoOptions)[] = [
  'metric',
  'promptModel',
  'teacherSettings',
  'maxBootstrappedDemos',
  'maxLabeledDemos',
  'numInstructions',
  'numReflections',
  'seed',
  'concurrency',
  'maxErrors',
];

/** What was asked for, all of it set. */
export interface AutoPlan extends ArmSettings {
  readonly numReflections: number;
}
