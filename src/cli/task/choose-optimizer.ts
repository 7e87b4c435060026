import type { LanguageModel } from '../../lm';
import {
  Auto,
  BootstrapFewShot,
  BootstrapFewShotWithOptuna,
  BootstrapFewShotWithRandomSearch,
  COPRO,
  GEPA,
  InferRules,
  KNNFewShot,
  LabeledFewShot,
  MIPROv2,
  SIMBA,
  type CompileMetric,
  type Teleprompter,
} from '../../teleprompt';
import { nearestOf } from '../../util';
import { UsageError } from '../cli-errors';
import { asUsage } from './as-usage';
import type { ChosenMetric } from './metric-of';

/** What the flags say to an optimizer that is given by name. */
export interface OptimizerSettings {
  /** Asked for only where the optimizer scores anything. */
  readonly metric: () => ChosenMetric;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly auto?: string;
  /** Writes instructions. */
  readonly promptLm?: LanguageModel;
  /** Makes demonstrations. */
  readonly teacherLm?: LanguageModel;
  /** Further options, as `NAME=VALUE`. */
  readonly set?: readonly string[];
}

interface Named {
  readonly make: (options: never) => Teleprompter;
  /** What it calls the model that writes instructions. @default promptModel */
  readonly promptModel?: string;
  /** Whether it asks nothing and scores nothing. */
  readonly isBlind?: true;
}

const OPTIMIZERS: Readonly<Record<string, Named>> = {
  auto: { make: (options) => new Auto(options) },
  'labeled-few-shot': { make: (options) => new LabeledFewShot(options), isBlind: true },
  'bootstrap-few-shot': { make: (options) => new BootstrapFewShot(options) },
  'bootstrap-rs': { make: (options) => new BootstrapFewShotWithRandomSearch(options) },
  'bootstrap-optuna': { make: (options) => new BootstrapFewShotWithOptuna(options) },
  'knn-few-shot': { make: (options) => new KNNFewShot(options) },
  'mipro-v2': { make: (options) => new MIPROv2(options) },
  gepa: { make: (options) => new GEPA(options), promptModel: 'reflectionLm' },
  simba: { make: (options) => new SIMBA(options) },
  copro: { make: (options) => new COPRO(options) },
  'infer-rules': { make: (options) => new InferRules(options) },
};

/** The names of the classes, for who knows them by those. */
const ALIASES: Readonly<Record<string, string>> = {
  bootstrapfewshotwithrandomsearch: 'bootstrap-rs',
  bootstrapfewshotwithoptuna: 'bootstrap-optuna',
};

/** The names that `--optimizer` knows. */
const OPTIMIZER_NAMES: readonly string[] = Object.keys(OPTIMIZERS);

/** An optimizer, and what it is called here. */
export interface NamedOptimizer {
  readonly optimizer: Teleprompter;
  readonly name: string;
  /** Names the metric where its code does not. */
  readonly metricVersion?: string;
}

/**
 * Makes the optimizer of a name; `MIPROv2` and `mipro-v2` are one.
 *
 * @throws {@link UsageError} for a name or an option that is not known.
 */
export function optimizerOfName(text: string, settings: OptimizerSettings): NamedOptimizer {
  const word = squeezed(text);
  const name = ALIASES[word] ?? OPTIMIZER_NAMES.find((known) => squeezed(known) === word);
  const named = name === undefined ? undefined : OPTIMIZERS[name];
  if (name === undefined || named === undefined) {
    const nearest = nearestOf(text, OPTIMIZER_NAMES);
    throw new UsageError({
      problem: `There is no optimizer ${JSON.stringify(text)}.`,
      expected: `one of ${OPTIMIZER_NAMES.join(', ')}.`,
      fix:
        nearest === undefined
          ? 'make it in the config: optimizer: new …(…).'
          : `write --optimizer ${nearest}.`,
    });
  }
  const measure = named.isBlind === true ? undefined : settings.metric();
  const options = optionsOf(named, settings, measure?.metric);
  const optimizer = asUsage(`the optimizer ${name}`, () => named.make(options as never));
  return { optimizer, name, metricVersion: measure?.metricVersion };
}

function optionsOf(
  { promptModel = 'promptModel', isBlind }: Named,
  { seed, concurrency, auto, promptLm, teacherLm, set = [] }: OptimizerSettings,
  metric: CompileMetric | undefined,
): Record<string, unknown> {
  const options: Record<string, unknown> = {
    ...(isBlind === true ? {} : { metric, concurrency }),
    seed,
    auto,
    [promptModel]: promptLm,
    teacherSettings: teacherLm && { lm: teacherLm },
    ...Object.fromEntries(set.map(optionOf)),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function optionOf(word: string): [string, unknown] {
  const [, name, text] = /^([a-zA-Z]\w*)=(.*)$/s.exec(word) ?? [];
  if (name !== undefined && text !== undefined) return [name, valueOf(text)];
  throw new UsageError({
    problem: `--set cannot be ${JSON.stringify(word)}.`,
    expected: 'NAME=VALUE, such as maxBootstrappedDemos=2.',
  });
}

/** JSON where it is JSON; else the text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A word, such as current_best.
    return text;
  }
}

function squeezed(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
