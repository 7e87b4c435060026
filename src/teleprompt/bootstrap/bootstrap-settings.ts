import type { NormalizedMetric } from '../../evaluate';
import type { LanguageModel } from '../../lm';
import type { CompileEvent } from '../compile-event';

/** All that decides on what is bootstrapped, beside program and data. */
export interface BootstrapSettings {
  /** Says whether a teacher's answer is good enough; absent when every answer is. */
  readonly metric: NormalizedMetric | undefined;
  readonly metricThreshold: number | undefined;
  /** The teacher's model where its predictors have none of their own. */
  readonly teacherLm: LanguageModel | undefined;
  readonly maxBootstrappedDemos: number;
  readonly maxLabeledDemos: number;
  readonly maxRounds: number;
  readonly maxErrors: number;
  readonly seed: number | string;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: ((event: CompileEvent) => void) | undefined;
  /**
   * Takes what the teacher made of an example from an earlier process of the job, or writes it down.
   *
   * @param name unique for teacher, example and seed.
   */
  readonly remember: <Value>(name: string, body: () => Promise<Value>) => Promise<Value>;
}
