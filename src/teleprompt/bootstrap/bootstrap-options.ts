import { normalizeMetric, type MetricResult } from '../../evaluate';
import type { LanguageModel } from '../../lm';
import type { TraceStep } from '../../primitives';
import { assertKnownOptions } from '../../util';
import { assertCount } from '../check-options';
import type { CompileOptions } from '../teleprompter';
import type { BootstrapSettings } from './bootstrap-settings';

/** A metric as optimizers take it: any function of an example and an answer. */
export type CompileMetric = (
  example: never,
  prediction: never,
  trace?: readonly TraceStep[],
) => MetricResult | Promise<MetricResult>;

/** How demonstrations are bootstrapped. */
export interface BootstrapOptions {
  /**
   * Says whether an answer of the teacher is worth showing; it is also given the trace.
   * @default every answer is
   */
  readonly metric?: CompileMetric;
  /**
   * The least score that is good enough; 0 counts. A graded metric needs one.
   * @default 1: what the metric says is right
   */
  readonly metricThreshold?: number;
  /**
   * What the teacher is called with. `lm` is the model of a teacher that is the student itself; the predictors of a teacher
   * that was given are asked with it where they have no model of their own.
   * @default the models of the teacher
   */
  readonly teacherSettings?: { readonly lm?: LanguageModel };
  /**
   * Most demonstrations out of the teacher's calls, for each predictor.
   * @default 4
   */
  readonly maxBootstrappedDemos?: number;
  /**
   * Most demonstrations in all for each predictor: what bootstrapping leaves free is filled with training examples.
   * @default 16
   */
  readonly maxLabeledDemos?: number;
  /**
   * How often the teacher tries an example, each time but the first with a fresh sample at temperature 1.
   * @default 1
   */
  readonly maxRounds?: number;
  /**
   * How many examples may fail before the compilation gives up.
   * @default 10
   */
  readonly maxErrors?: number;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Most examples the teacher runs at once. The result does not depend on it.
   * @default 8
   */
  readonly concurrency?: number;
}

/** The names of all {@link BootstrapOptions}. */
export const BOOTSTRAP_OPTIONS: readonly (keyof BootstrapOptions)[] = [
  'metric',
  'metricThreshold',
  'teacherSettings',
  'maxBootstrappedDemos',
  'maxLabeledDemos',
  'maxRounds',
  'maxErrors',
  'seed',
  'concurrency',
];

/** What holds whatever is compiled. */
export type BootstrapPlan = Omit<BootstrapSettings, 'signal' | 'onEvent'>;

/** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
export function planBootstrap(options: BootstrapOptions, where: string): BootstrapPlan {
  const {
    maxBootstrappedDemos = 4,
    maxLabeledDemos = 16,
    maxRounds = 1,
    maxErrors = 10,
    concurrency = 8,
  } = options;
  assertKnownOptions(options.teacherSettings, ['lm'], `${where} teacherSettings`);
  assertCount(maxBootstrappedDemos, `${where} maxBootstrappedDemos`);
  assertCount(maxLabeledDemos, `${where} maxLabeledDemos`);
  assertCount(maxRounds, `${where} maxRounds`, 1);
  assertCount(maxErrors, `${where} maxErrors`, 1);
  assertCount(concurrency, `${where} concurrency`, 1);
  return Object.freeze({
    metric: options.metric && normalizeMetric(options.metric as never),
    metricThreshold: options.metricThreshold,
    teacherLm: options.teacherSettings?.lm,
    maxBootstrappedDemos,
    maxLabeledDemos,
    maxRounds,
    maxErrors,
    seed: options.seed ?? 0,
    concurrency,
  });
}

/** The plan with what surrounds one compilation. */
export function settingsFor(plan: BootstrapPlan, { signal, onEvent }: CompileOptions): BootstrapSettings {
  return { ...plan, signal, onEvent };
}
