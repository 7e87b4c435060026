import type { LanguageModel } from '../../lm';
import { assertKnownOptions } from '../../util';
import { assertMetric, assertCount } from '../check-options';
import type { CompileMetric } from '../compile-metric';

/** How a {@link SIMBA} works. */
export interface SIMBAOptions {
  /** Scores the candidates. */
  readonly metric: CompileMetric;
  /**
   * Examples in a batch; all where there are fewer.
   * @default 32
   */
  readonly bsize?: number;
  /**
   * How often each example of a batch is run, and how many new candidates a step makes at most.
   * @default 6
   */
  readonly numCandidates?: number;
  /**
   * How many steps there are.
   * @default 8
   */
  readonly maxSteps?: number;
  /**
   * Most demonstrations of a predictor; 0 for rules alone.
   * @default 4
   */
  readonly maxDemos?: number;
  /**
   * The model that compares runs and gives advice.
   * @default the one in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * `lm` is a stronger model that makes one of the runs of each example.
   * @default none
   */
  readonly teacherSettings?: { readonly lm?: LanguageModel };
  /**
   * Longest text of an input in a demonstration, in characters.
   * @default 100_000
   */
  readonly demoInputFieldMaxlen?: number;
  /**
   * How evenly the candidates to run are drawn; 0 is always the best, in units of the scores' range.
   * @default 0.2
   */
  readonly temperatureForSampling?: number;
  /**
   * How evenly the candidates to change are drawn.
   * @default 0.2
   */
  readonly temperatureForCandidates?: number;
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

const OPTIONS: readonly (keyof SIMBAOptions)[] = [
  'metric',
  'bsize',
  'numCandidates',
  'maxSteps',
  'maxDemos',
  'promptModel',
  'teacherSettings',
  'demoInputFieldMaxlen',
  'temperatureForSampling',
  'temperatureForCandidates',
  'seed',
  'concurrency',
  'maxErrors',
];

/** Checked options with their defaults. */
export type SimbaPlan = ReturnType<typeof planSimba>;

/** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
export function planSimba(options: SIMBAOptions, where: string) {
  assertKnownOptions(options, OPTIONS, where);
  assertKnownOptions(options.teacherSettings, ['lm'], `${where} teacherSettings`);
  assertMetric(options.metric, where);
  const { bsize = 32, numCandidates = 6, maxSteps = 8, maxDemos = 4, seed = 0 } = options;
  const {
    demoInputFieldMaxlen = 100_000,
    temperatureForSampling = 0.2,
    temperatureForCandidates = 0.2,
  } = options;
  assertCount(bsize, `${where} bsize`, 1);
  assertCount(numCandidates, `${where} numCandidates`, 1);
  assertCount(maxSteps, `${where} maxSteps`, 1);
  assertCount(maxDemos, `${where} maxDemos`);
  assertCount(demoInputFieldMaxlen, `${where} demoInputFieldMaxlen`, 1);
  return Object.freeze({
    bsize,
    numCandidates,
    maxSteps,
    maxDemos,
    promptModel: options.promptModel,
    teacherLm: options.teacherSettings?.lm,
    demoInputFieldMaxlen,
    temperatureForSampling,
    temperatureForCandidates,
    seed,
  });
}
