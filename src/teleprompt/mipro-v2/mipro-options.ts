import { InvalidArgumentError } from '../../errors';
import type { LanguageModel } from '../../lm';
import { assertKnownOptions } from '../../util';
import { planBootstrap, type BootstrapOptions } from '../bootstrap/bootstrap-options';
import type { CompileMetric } from '../compile-metric';
import { assertMetric, assertCount } from '../check-options';

/** How much a {@link MIPROv2} tries. */
export type MiproAuto = 'light' | 'medium' | 'heavy';

/** How a {@link MIPROv2} works. */
export interface MIPROv2Options extends Pick<
  BootstrapOptions,
  'metricThreshold' | 'teacherSettings' | 'maxErrors' | 'concurrency'
> {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * The model that writes instructions.
   * @default the one in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * The model that programs are tried with where their predictors have none of their own.
   * @default the one in force
   */
  readonly taskModel?: LanguageModel;
  /**
   * How much is tried: decides on `numCandidates`, `numTrials` and how many examples candidates are chosen by. Not together with
   * `numCandidates` or `numTrials`.
   * @default 'light', unless one of them is given
   */
  readonly auto?: MiproAuto;
  /**
   * Instructions and demonstration sets for each predictor, those of the student included.
   * @default what `auto` says
   */
  readonly numCandidates?: number;
  /**
   * How many combinations are tried.
   * @default follows from the number of candidates and predictors
   */
  readonly numTrials?: number;
  /**
   * Most demonstrations out of the teacher's calls, for each predictor. Together with `maxLabeledDemos: 0`, 0 means that only
   * instructions are searched.
   * @default 4
   */
  readonly maxBootstrappedDemos?: number;
  /**
   * Most demonstrations in all for each predictor.
   * @default 4
   */
  readonly maxLabeledDemos?: number;
  /**
   * Whether combinations are tried on some examples first and only promising ones on all.
   * @default true where there are more than 50 examples to choose by
   */
  readonly minibatch?: boolean;
  /**
   * How many examples are some; all where there are fewer.
   * @default 35
   */
  readonly minibatchSize?: number;
  /**
   * After so many trials the most promising combination is scored on all examples.
   * @default 5
   */
  readonly minibatchFullEvalSteps?: number;
  /**
   * How freely the prompt model writes.
   * @default 1
   */
  readonly initTemperature?: number;
  /**
   * Whether proposals see the program.
   * @default true
   */
  readonly programAwareProposer?: boolean;
  /**
   * Whether proposals see a summary of the data.
   * @default true
   */
  readonly dataAwareProposer?: boolean;
  /**
   * Whether each proposal gets a tip.
   * @default true
   */
  readonly tipAwareProposer?: boolean;
  /**
   * Whether proposals see demonstrations.
   * @default true
   */
  readonly fewshotAwareProposer?: boolean;
  /**
   * How many rows the summary of the data looks at in one go.
   * @default 10
   */
  readonly viewDataBatchSize?: number;
  /**
   * Decides on everything random.
   * @default 9
   */
  readonly seed?: number;
}

/** The names of all {@link MIPROv2Options}. */
const MIPRO_OPTIONS: readonly (keyof MIPROv2Options)[] = [
  'metric',
  'metricThreshold',
  'teacherSettings',
  'maxErrors',
  'concurrency',
  'promptModel',
  'taskModel',
  'auto',
  'numCandidates',
  'numTrials',
  'maxBootstrappedDemos',
  'maxLabeledDemos',
  'minibatch',
  'minibatchSize',
  'minibatchFullEvalSteps',
  'initTemperature',
  'programAwareProposer',
  'dataAwareProposer',
  'tipAwareProposer',
  'fewshotAwareProposer',
  'viewDataBatchSize',
  'seed',
];

/** What `auto` stands for: candidates, and the most examples to choose by. */
const AUTO: Readonly<Record<MiproAuto, { readonly n: number; readonly valset: number }>> = {
  light: { n: 6, valset: 100 },
  medium: { n: 12, valset: 300 },
  heavy: { n: 18, valset: 1_000 },
};

/** Checked options with their defaults. */
export type MiproPlan = ReturnType<typeof planMipro>;

/** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
export function planMipro(options: MIPROv2Options, where: string) {
  assertKnownOptions(options, MIPRO_OPTIONS, where);
  assertMetric(options.metric, where);
  const { metric, metricThreshold, teacherSettings, maxErrors, concurrency, seed = 9 } = options;
  const { maxBootstrappedDemos = 4, maxLabeledDemos = 4, initTemperature = 1 } = options;
  const { minibatchSize = 35, minibatchFullEvalSteps = 5, viewDataBatchSize = 10 } = options;
  assertCount(minibatchSize, `${where} minibatchSize`, 1);
  assertCount(minibatchFullEvalSteps, `${where} minibatchFullEvalSteps`, 1);
  assertCount(viewDataBatchSize, `${where} viewDataBatchSize`, 1);
  const shared = { metric, metricThreshold, teacherSettings, maxErrors, concurrency, seed };
  const zeroShot = maxBootstrappedDemos === 0 && maxLabeledDemos === 0;
  return Object.freeze({
    ...sizesOf(options, where),
    zeroShot,
    // Without demonstrations in the program, a few still show the proposer what the task is like.
    bootstrap: planBootstrap(
      zeroShot
        ? { ...shared, maxBootstrappedDemos: 3, maxLabeledDemos: 0 }
        : { ...shared, maxBootstrappedDemos, maxLabeledDemos },
      where,
    ),
    promptModel: options.promptModel,
    taskModel: options.taskModel,
    minibatch: options.minibatch,
    minibatchSize,
    minibatchFullEvalSteps,
    initTemperature,
    programAware: options.programAwareProposer ?? true,
    dataAware: options.dataAwareProposer ?? true,
    tipAware: options.tipAwareProposer ?? true,
    fewshotAware: options.fewshotAwareProposer ?? true,
    viewDataBatchSize,
    seed,
  });
}

function sizesOf({ auto, numCandidates, numTrials, ...options }: MIPROv2Options, where: string) {
  const isManual = numCandidates !== undefined || numTrials !== undefined;
  if (auto !== undefined && isManual) {
    throw new InvalidArgumentError(`${where} auto`, {
      found: `auto: '${auto}' beside numCandidates or numTrials`,
      expected: 'one or the other.',
      fix: 'leave `auto` out, or leave the numbers to it.',
    });
  }
  if (auto !== undefined && !(auto in AUTO)) {
    throw new InvalidArgumentError(`${where} auto`, {
      found: String(auto),
      expected: Object.keys(AUTO).join(', '),
    });
  }
  assertCount(numCandidates ?? 1, `${where} numCandidates`, 1);
  assertCount(numTrials ?? 1, `${where} numTrials`, 1);
  const { n, valset } = isManual
    ? { n: numCandidates ?? AUTO.light.n, valset: Number.POSITIVE_INFINITY }
    : AUTO[auto ?? 'light'];
  const zeroShot = options.maxBootstrappedDemos === 0 && options.maxLabeledDemos === 0;
  return {
    demoSets: n,
    // With demonstrations to choose from, half as many instructions do.
    instructions: isManual || zeroShot ? n : Math.max(1, Math.floor(n / 2)),
    mostValidation: valset,
    trialsFor: (predictors: number): number => {
      const variables = predictors * (zeroShot ? 1 : 2);
      return numTrials ?? Math.floor(Math.max(2 * variables * Math.log2(n), 1.5 * n));
    },
  };
}
