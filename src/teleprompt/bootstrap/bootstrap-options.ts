import { normalizeMetric } from '../../evaluate';
import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { assertCount } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import type { CompileRun } from '../job/compile-run';
import type { JobTeleprompterTraits } from '../job/job-teleprompter-traits';
import type { BootstrapSettings } from './bootstrap-settings';

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
export type BootstrapPlan = Omit<BootstrapSettings, 'signal' | 'onEvent' | 'remember'>;

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

/** What a job must know of these options; the number at once decides on nothing. */
export function traitsOf({
  metric,
  seed,
  concurrency,
  ...options
}: BootstrapOptions): Omit<JobTeleprompterTraits, 'name'> {
  return { metric, seed, concurrency, options };
}

/**
 * The plan within one run.
 *
 * @param label tells the bootstraps of one run apart.
 */
export function settingsFor(
  plan: BootstrapPlan,
  run: CompileRun<Module>,
  label = 'bootstrap',
): BootstrapSettings {
  return {
    ...plan,
    signal: run.signal,
    onEvent: (event) => run.emit(event),
    remember: (name, body) => run.step(`${label} ${name}`, body),
  };
}
