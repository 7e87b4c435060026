import { currentLM, type LanguageModel, type LmSettings } from '../../lm';
import { Module, nearestOf, type AnyPredict } from '../../modules';
import type { Example } from '../../primitives';
import { formatJson } from '../../saving';
import { canonicalJson, sha256 } from '../../util';
import { UnnamedProgramError } from '../evaluate-errors';
import { plainJson } from '../export/plain-json';
import { nameOfMetric } from '../metrics/metric-name';
import type { Program } from '../program';

/** What a program is asked with besides what is in it. */
export interface Conditions {
  /** The model where a predictor has none of its own. @default the one in force */
  readonly lm?: LanguageModel;
  /** Settings over those of the predictors. */
  readonly config?: LmSettings;
}

/** Digits of a hash that are kept: 128 bits. */
const DIGITS = 32;

const exampleIds = new WeakMap<object, string>();
const sources = new WeakMap<object, string>();

/**
 * Names a program by what it is: its state, the code of its classes, and the models it asks. Two programs of one name give
 * the same answers, as far as the models do.
 *
 * @throws {@link UnnamedProgramError} for what is no module.
 */
export function candidateId(program: Program, conditions: Conditions = {}): string {
  return hashOf(canonicalJson(programParts(program, conditions)));
}

/** The parts of a program's name, each a hash or a short text, to say which of them changed. */
export function programParts(
  program: Program,
  { lm, config = {} }: Conditions = {},
): Record<string, unknown> {
  if (!(program instanceof Module)) throw new UnnamedProgramError(typeof program);
  const models = program
    .namedPredictors({ frozen: true })
    .map(([path, predictor]) => [path, lmIdentity(lm ?? predictor.lm ?? currentLM.get())] as const);
  return {
    classes: program.namedSubModules().map(([path, module]) => `${path}: ${codeOf(module)}`),
    state: hashOf(learnedText(program)),
    models: Object.fromEntries(models),
    config: canonicalJson(config),
  };
}

/**
 * All that a program has learned, as text: its state but for its models and what it noted while it ran.
 *
 * @throws for demonstrations that JSON cannot hold.
 */
export function learnedText(program: Module): string {
  const copy = program.deepCopy().unfreeze();
  for (const [, predictor] of copy.namedPredictors({ frozen: true })) {
    predictor.lm = undefined;
    forget(predictor);
  }
  return formatJson(copy.dumpState(), 0);
}

/** Names a model by provider, name and settings; undefined where there is none. Holds no address and no secret. */
export function lmIdentity(lm: LanguageModel | undefined): Record<string, unknown> | null {
  if (lm === undefined) return null;
  const settings = 'settings' in lm ? plainJson(lm.settings) : {};
  return { provider: lm.provider, model: lm.model, settings };
}

/** Names an example by its content. */
export function exampleId(example: Example): string {
  let id = exampleIds.get(example);
  if (id === undefined) {
    const inputs = [...(example.inputKeys ?? [])].sort();
    id = hashOf(canonicalJson({ fields: plainJson(example.toJSON()), inputs }));
    exampleIds.set(example, id);
  }
  return id;
}

/**
 * Names a metric by its code, a built-in one by its fields, another by the `version` it may have. What the code of another closes over
 * cannot be seen: whoever changes that says so by a version.
 */
export function metricId(metric: unknown, version?: string): string {
  if (version !== undefined) return hashOf(`version ${version}`);
  const own = (metric as { readonly version?: unknown }).version;
  const name = nameOfMetric(metric as object) ?? (typeof own === 'string' ? own : undefined);
  const code = sourceHash(metric as object);
  return name === undefined ? code : hashOf(`${name} ${code}`);
}

/** A short name of a function's or a class's code. */
export function sourceHash(code: object): string {
  let hash = sources.get(code);
  if (hash === undefined) {
    hash = hashOf(Function.prototype.toString.call(code));
    sources.set(code, hash);
  }
  return hash;
}

/** A `forward` of its own could do anything; that of nearest examples is told by the state. */
function codeOf(module: Module): string {
  if (Object.hasOwn(module, 'forward') && nearestOf(module) === undefined) {
    throw new UnnamedProgramError('a module with a `forward` of its own');
  }
  return sourceHash(module.constructor);
}

/** Demonstrations count; what a predictor noted while it ran does not. */
function forget(predictor: AnyPredict): void {
  const { demos } = predictor;
  if (predictor.traces.length + predictor.train.length === 0) return;
  predictor.reset();
  predictor.demos = demos;
}

function hashOf(text: string): string {
  return sha256(text).slice(0, DIGITS);
}
