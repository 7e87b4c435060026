import type { Adapter } from '../../adapters';
import type { Dataset } from '../../datasets';
import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { CompileBudget, CompileMetric, Teleprompter } from '../../teleprompt';

/** A program, its class, or what makes one. */
export type ProgramSource = Module | (new () => Module) | (() => Module | Promise<Module>);

/** Rows that are at hand, or read when they are asked for. */
type Rows = readonly Example[] | Dataset;

/** Rows: a file (relative to the config's folder) or an address, examples, a dataset, or what gives them. */
export type DataSource = string | Rows | (() => Rows | Promise<Rows>);

/**
 * What `dspex` works with where a flag does not say otherwise.
 */
export interface DspexConfig {
  /** The program: an instance, its class, or a function that makes one. */
  readonly program: ProgramSource;
  /** The rows to learn from; `dspex compile` needs them. @default none */
  readonly trainset?: DataSource;
  /** The rows to choose among candidates by. @default a part of the trainset */
  readonly valset?: DataSource;
  /** The rows to measure on: those of `dspex eval` and `dspex compare`. @default none */
  readonly devset?: DataSource;
  /** The fields that go in, for rows from files. @default the inputs of the program's signature */
  readonly inputs?: readonly string[];
  /** How good an answer is: a function, or the name of a built-in one such as `exact-match:answer`. @default none */
  readonly metric?: CompileMetric | string;
  /** A name for what the metric measures, where something it calls has changed. @default the metric's code */
  readonly metricVersion?: string;
  /** The model to ask: a model, `provider/model`, or `embedded`. @default what the program's module configures */
  readonly lm?: LanguageModel | string;
  /** The prompt format. @default what the program's module configures, else the library's */
  readonly adapter?: Adapter;
  /** What `dspex compile` compiles with: a teleprompter, or the name of one such as `mipro-v2`. @default 'auto' */
  readonly optimizer?: Teleprompter | string;
  /** The most that a compilation may spend. @default no bound */
  readonly budget?: CompileBudget;
  /** Decides on everything random, for an optimizer given by name. @default 0 */
  readonly seed?: number;
  /** Most rows in flight. @default 8 */
  readonly concurrency?: number;
}

/** The names of all fields of a {@link DspexConfig}. */
export const CONFIG_FIELDS: readonly (keyof DspexConfig)[] = [
  'program',
  'trainset',
  'valset',
  'devset',
  'inputs',
  'metric',
  'metricVersion',
  'lm',
  'adapter',
  'optimizer',
  'budget',
  'seed',
  'concurrency',
];

/**
 * Gives a config back as it is: for its types. Export the result as default from `dspex.config.ts`.
 *
 * @example
 * ```ts
 * export default defineConfig({ program: Router, trainset: 'data/train.jsonl', devset: 'data/dev.jsonl', metric: 'exact-match:team' });
 * ```
 */
export function defineConfig(config: DspexConfig): DspexConfig {
  return config;
}
