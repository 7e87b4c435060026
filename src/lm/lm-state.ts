import { InvalidArgumentError } from '../errors';
import { isPlainObject } from '../util';
import type { LmOptions } from './lm-options';

/** A model's settings as they are saved, under DSPy's names: plain JSON without secrets and addresses. */
export type LmState = Readonly<Record<string, unknown>>;

/** What a saved state says about a model. */
export interface SavedModel {
  /** `provider/model`. */
  readonly name: string;
  readonly options: LmOptions;
  /** The state without what is never taken from a file. */
  readonly safe: LmState;
  /** Keys that name an address or a secret. */
  readonly unsafe: readonly string[];
  /** Keys that mean something to DSPy or its provider and nothing to us. */
  readonly unread: readonly string[];
}

type Kind = 'a number' | 'a whole number' | 'text' | 'true or false' | 'a list of texts' | 'a number or text';

/** Settings we have, by DSPy's names. */
const OPTIONS: Readonly<Record<string, readonly [option: keyof LmOptions, kind: Kind, unit?: number]>> = {
  cache: ['cache', 'true or false'],
  num_retries: ['maxRetries', 'a whole number'],
  temperature: ['temperature', 'a number'],
  max_tokens: ['maxTokens', 'a whole number'],
  top_p: ['topP', 'a number'],
  stop: ['stop', 'a list of texts'],
  n: ['n', 'a whole number'],
  seed: ['seed', 'a whole number'],
  reasoning_effort: ['reasoningEffort', 'text'],
  rollout_id: ['rolloutId', 'a number or text'],
  timeout: ['timeout', 'a number', 1000],
};

/** Further sampling settings that a file may set: they go into the request's body as they are, as in DSPy. */
const SAMPLING = [
  'frequency_penalty',
  'presence_penalty',
  'repetition_penalty',
  'top_k',
  'min_p',
  'verbosity',
];

/** What DSPy says about its own client. */
const DSPY_ALONE =
  '_dspy_lm_class model model_type finetuning_model launch_kwargs train_kwargs engine async_engine cache_in_memory use_developer_role'.split(
    ' ',
  );

/** Keys that say where requests go or who pays: never taken from a file, never written to one. */
const UNSAFE =
  /(^|_)(api_?base|base_?url|url|uri|endpoint|host|proxy|proxies|api_?key|keys?|token|secret|password|credentials?|auth|authorization|headers?|model_?list|client|organization|project|azure|aws|vertex)(_|$)/;

/** Whether a key of a model's state is one that is never taken from a file. */
export function isUnsafeLmKey(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('-', '_');
  return UNSAFE.test(words.toLowerCase());
}

/** The state without keys that name an address or hold a secret, at any depth. */
export function withoutUnsafeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnsafeKeys);
  if (!isPlainObject(value)) return value;
  const kept = Object.keys(value).filter((key) => !isUnsafeLmKey(key));
  return Object.fromEntries(kept.map((key) => [key, withoutUnsafeKeys(value[key])]));
}

/**
 * The state of a model with these options, in DSPy's order. What DSPy has no word for is not in it: the total timeout, the
 * waits between attempts, the size of the history.
 */
export function writeLmState(name: string, options: LmOptions): LmState {
  const { cache, maxRetries, temperature = null, maxTokens = null, extra = {} } = options;
  const further = Object.entries(OPTIONS)
    .slice(4)
    .filter(([, [option]]) => options[option] !== undefined && options[option] !== Number.POSITIVE_INFINITY)
    .map(([key, [option, , unit]]) => [key, unit ? Number(options[option]) / unit : options[option]]);
  const state = {
    _dspy_lm_class: 'dspy.clients.lm.LM',
    model: name,
    model_type: 'chat',
    cache: cache !== false,
    num_retries: maxRetries,
    temperature,
    max_tokens: maxTokens,
    ...Object.fromEntries(further),
    ...(withoutUnsafeKeys(extra) as object),
    finetuning_model: null,
    launch_kwargs: {},
    train_kwargs: {},
  };
  // A copy, so that nobody changes the model's options through its state.
  return JSON.parse(JSON.stringify(state)) as LmState;
}

/**
 * Reads a state written by us or by DSPy.
 *
 * @throws {@link InvalidArgumentError} for a state without a model, or a setting of another kind.
 */
export function readLmState(state: LmState): SavedModel {
  const name = isPlainObject(state) ? state['model'] : undefined;
  if (typeof name !== 'string' || name === '') throw unfit('model', name, 'the name of a model');
  const safe = withoutUnsafeKeys(structuredClone(state)) as LmState;
  const known = [...Object.keys(OPTIONS), ...SAMPLING, ...DSPY_ALONE];
  const extra = Object.fromEntries(
    SAMPLING.filter((key) => safe[key] !== undefined && safe[key] !== null).map((key) => [key, safe[key]]),
  );
  return {
    name,
    options: { ...optionsOf(safe), ...(Object.keys(extra).length === 0 ? {} : { extra }) },
    safe,
    unsafe: Object.keys(state).filter(isUnsafeLmKey),
    unread: Object.keys(safe).filter((key) => !known.includes(key)),
  };
}

/** Tells what of a state was not taken over. */
export function noteSavedModel({ name, unsafe, unread }: SavedModel): void {
  if (unsafe.length > 0)
    warnOfSavedModel('DSPEX_LM_ENDPOINT', name, `${unsafe.join(', ')} in the file was not taken over.`);
  if (unread.length > 0)
    warnOfSavedModel(
      'DSPEX_LM_KEYS',
      name,
      `nothing reads ${unread.join(', ')}; the option extra of an LM can.`,
    );
}

/** Tells something about a saved model. Shown by Node, on the error stream. */
export function warnOfSavedModel(code: string, name: string, message: string): void {
  process.emitWarning(`The saved model ${name}: ${message}`, { type: 'DspexWarning', code });
}

function optionsOf(state: LmState): LmOptions {
  const options: Record<string, unknown> = {};
  for (const [key, [option, kind, unit]] of Object.entries(OPTIONS)) {
    const found = state[key];
    if (found === undefined || found === null) continue;
    const value = key === 'stop' && typeof found === 'string' ? [found] : found;
    if (!isOf(kind, value)) throw unfit(key, found, kind);
    options[option] = unit ? Number(value) * unit : value;
  }
  return options;
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'a list of texts')
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (kind === 'a whole number') return Number.isSafeInteger(value);
  if (kind === 'true or false') return typeof value === 'boolean';
  return (kind.includes('text') && typeof value === 'string') || (kind !== 'text' && Number.isFinite(value));
}

function unfit(key: string, found: unknown, expected: string): InvalidArgumentError {
  return new InvalidArgumentError(`LM.loadState({ ${key} })`, {
    found: found === undefined ? 'nothing' : typeof found,
    expected: `${expected}.`,
  });
}
