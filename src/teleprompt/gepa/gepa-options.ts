import { InvalidArgumentError } from '../../errors';
import type { LanguageModel } from '../../lm';
import { assertKnownOptions } from '../../util';
import { assertMetric, assertCount } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import type { ComponentKind } from './components';
import type { FeedbackRecord } from '../propose/reflect';

/** What a predictor did on one example, for whoever judges it. */
export interface PredictorCall {
  /** Where the predictor sits in the program. */
  readonly path: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The example's fields, labels included. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The program's answer. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** What the metric said of the whole answer. */
  readonly score: number;
  readonly feedback: string | undefined;
}

/** What a proposer of one's own is given. */
export interface ProposalRequest {
  /** All texts of the candidate, by component. */
  readonly candidate: Readonly<Record<string, string>>;
  /** Which of them are to be written anew. */
  readonly components: readonly string[];
  /** For each of those, calls of its predictor with feedback. */
  readonly records: Readonly<Record<string, readonly FeedbackRecord[]>>;
}

/** What chooses components. */
export interface ComponentChoice {
  /** Components of which there are calls to learn from. */
  readonly components: readonly string[];
  readonly iteration: number;
  /** The scores of the minibatch. */
  readonly scores: readonly number[];
}

/** How a {@link GEPA} works. */
export interface GEPAOptions {
  /** Scores the candidates; its `feedback` is what the reflection learns from. */
  readonly metric: CompileMetric;
  /**
   * Feedback on one predictor's call, where the metric's own is too coarse. It judges the very run that was scored.
   * @default the metric's feedback
   */
  readonly predictorFeedback?: (call: PredictorCall) => string | Promise<string>;
  /**
   * The model that reflects.
   * @default the one in force
   */
  readonly reflectionLm?: LanguageModel;
  /**
   * How much is spent. Not together with `maxFullEvals` or `maxMetricCalls`.
   * @default 'light', unless one of them is given
   */
  readonly auto?: 'light' | 'medium' | 'heavy';
  /**
   * The budget in evaluations of trainset and valset together.
   * @default what `auto` says
   */
  readonly maxFullEvals?: number;
  /**
   * The budget in runs of the program on an example. It is never overstepped.
   * @default what `auto` says
   */
  readonly maxMetricCalls?: number;
  /**
   * Examples that one reflection learns from.
   * @default 3
   */
  readonly reflectionMinibatchSize?: number;
  /**
   * Which candidate is changed next: one that is best at some example, the likelier the more, or always the best.
   * @default 'pareto'
   */
  readonly candidateSelectionStrategy?: 'pareto' | 'current_best';
  /**
   * What candidates can be best at: examples, objectives of the metric, both, or objectives on examples.
   * @default 'instance'
   */
  readonly frontierType?: 'instance' | 'objective' | 'hybrid' | 'cartesian';
  /**
   * Whether a minibatch without a fault is passed over.
   * @default true
   */
  readonly skipPerfectScore?: boolean;
  /**
   * The score of an answer without a fault.
   * @default 1
   */
  readonly perfectScore?: number;
  /**
   * Whether replies that could not be read are learned from, with what was wrong with them.
   * @default false
   */
  readonly addFormatFailureAsFeedback?: boolean;
  /**
   * Writes new texts instead of the reflection model.
   * @default the reflection model
   */
  readonly instructionProposer?: (
    request: ProposalRequest,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /**
   * Which components change together: one after the other, all, or those that a function names.
   * @default 'round_robin'
   */
  readonly componentSelector?: 'round_robin' | 'all' | ((choice: ComponentChoice) => readonly string[]);
  /**
   * What can change: instructions, descriptions of output fields, demonstrations.
   * @default only instructions
   */
  readonly components?: readonly ComponentKind[];
  /**
   * Whether candidates that improved different predictors are merged.
   * @default true
   */
  readonly useMerge?: boolean;
  /**
   * How many merges are tried at most.
   * @default 5
   */
  readonly maxMergeInvocations?: number;
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

const OPTIONS: readonly (keyof GEPAOptions)[] = [
  'metric',
  'predictorFeedback',
  'reflectionLm',
  'auto',
  'maxFullEvals',
  'maxMetricCalls',
  'reflectionMinibatchSize',
  'candidateSelectionStrategy',
  'frontierType',
  'skipPerfectScore',
  'perfectScore',
  'addFormatFailureAsFeedback',
  'instructionProposer',
  'componentSelector',
  'components',
  'useMerge',
  'maxMergeInvocations',
  'seed',
  'concurrency',
  'maxErrors',
];

const AUTO = { light: 6, medium: 12, heavy: 18 } as const;

/** The size of the data. */
export interface DataSize {
  /** How many components a candidate has. */
  readonly components: number;
  readonly trainset: number;
  /** Undefined where the trainset is chosen by as well. */
  readonly valset: number | undefined;
}

/** Checked options with their defaults. */
export type GepaPlan = ReturnType<typeof planGepa>;

/** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
export function planGepa(options: GEPAOptions, where: string) {
  assertKnownOptions(options, OPTIONS, where);
  assertMetric(options.metric, where);
  const { reflectionMinibatchSize = 3, perfectScore = 1, maxMergeInvocations = 5, seed = 0 } = options;
  assertCount(reflectionMinibatchSize, `${where} reflectionMinibatchSize`, 1);
  assertCount(maxMergeInvocations, `${where} maxMergeInvocations`);
  assertChoice(
    options.candidateSelectionStrategy,
    ['pareto', 'current_best'],
    `${where} candidateSelectionStrategy`,
  );
  assertChoice(
    options.frontierType,
    ['instance', 'objective', 'hybrid', 'cartesian'],
    `${where} frontierType`,
  );
  assertChoice(options.auto, Object.keys(AUTO), `${where} auto`);
  const { components = ['instructions'] } = options;
  if (components.length === 0)
    throw new InvalidArgumentError(`${where} components`, { expected: 'at least one kind.' });
  for (const kind of components)
    assertChoice(kind, ['instructions', 'descriptions', 'demos'], `${where} components`);
  return Object.freeze({
    callsFor: budgetOf(options, where),
    predictorFeedback: options.predictorFeedback,
    reflectionLm: options.reflectionLm,
    reflectionMinibatchSize,
    selection: options.candidateSelectionStrategy ?? 'pareto',
    frontierType: options.frontierType ?? 'instance',
    skipPerfectScore: options.skipPerfectScore ?? true,
    perfectScore,
    addFormatFailureAsFeedback: options.addFormatFailureAsFeedback ?? false,
    instructionProposer: options.instructionProposer,
    componentSelector: options.componentSelector ?? 'round_robin',
    components,
    useMerge: options.useMerge ?? true,
    maxMergeInvocations,
    seed,
  });
}

/** How many runs of the program there are, by the size of the data. */
function budgetOf(
  { auto, maxFullEvals, maxMetricCalls }: GEPAOptions,
  where: string,
): (size: DataSize) => number {
  const given = [auto, maxFullEvals, maxMetricCalls].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new InvalidArgumentError(`${where} auto, maxFullEvals, maxMetricCalls`, {
      found: `${given.length} of them`,
      expected: 'one of them, or none.',
    });
  }
  if (maxMetricCalls !== undefined) {
    assertCount(maxMetricCalls, `${where} maxMetricCalls`, 1);
    return () => maxMetricCalls;
  }
  if (maxFullEvals !== undefined) {
    assertCount(maxFullEvals, `${where} maxFullEvals`, 1);
    return ({ trainset, valset = 0 }) => maxFullEvals * (trainset + valset);
  }
  return (size) => autoCalls(AUTO[auto ?? 'light'], size);
}

/** What MIPROv2 of the same size would spend: DSPy's measure, so that budgets can be compared. */
function autoCalls(n: number, { components, trainset, valset = trainset }: DataSize): number {
  const trials = Math.floor(Math.max(2 * (2 * components) * Math.log2(n), 1.5 * n));
  const fullEvals = Math.floor((trials + 1) / 5) + 1 + (trials < 5 ? 1 : 0);
  return valset + 5 * n + 35 * trials + fullEvals * valset;
}

function assertChoice(value: string | undefined, choices: readonly string[], where: string): void {
  if (value === undefined || choices.includes(value)) return;
  throw new InvalidArgumentError(where, { found: value, expected: choices.join(', ') });
}
