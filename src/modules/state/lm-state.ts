import { LM, type LanguageModel, type LmOptions } from '../../lm';
import { isPlainObject } from '../../util';
import { copyJson, setMember } from './state-json';
import { warn } from './warn';

/** A model's saved settings, under DSPy's names. */
export type LmState = Readonly<Record<string, unknown>>;

/** What models were read from, so that settings we have no use for are written back. */
const sources = new WeakMap<object, LmState>();

/** Settings we know, by DSPy's names. */
const OPTIONS: Readonly<Record<string, keyof LmOptions>> = {
  temperature: 'temperature',
  max_tokens: 'maxTokens',
  top_p: 'topP',
  stop: 'stop',
  n: 'n',
  seed: 'seed',
  reasoning_effort: 'reasoningEffort',
  rollout_id: 'rolloutId',
  num_retries: 'maxRetries',
  cache: 'cache',
};

/** Keys that say where requests go or who pays: never taken from a file, never written to one. */
const UNSAFE =
  /(^|_)(api_?base|base_?url|url|uri|endpoint|host|proxy|proxies|api_?key|keys?|token|secret|password|credentials?|auth|authorization|headers?|model_?list|client|organization|project|azure|aws|vertex)(_|$)/;

/** Whether a key of a model's state is one that is never taken from a file. */
export function isUnsafeLmKey(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('-', '_');
  return UNSAFE.test(words.toLowerCase());
}

/** The state without keys that name an endpoint or hold a secret, at any depth. */
export function withoutUnsafeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnsafeKeys);
  if (!isPlainObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (!isUnsafeLmKey(key)) setMember(kept, key, withoutUnsafeKeys(value[key]));
  }
  return kept;
}

/** The settings of a model, to save. Null, with a warning, for a model that cannot be made from settings. */
export function lmToState(lm: LanguageModel, path: string): LmState | null {
  const source = sources.get(lm);
  if (source !== undefined) return copyJson(source, path) as LmState;
  const state = stateOf(lm, path);
  if (state !== undefined && canBeMade(state)) return state;
  warn(
    'DSPEX_LM_NOT_SAVED',
    `The model of ${path} cannot be saved: nothing makes ${lm.provider}/${lm.model} from its settings. Give it anew after loading.`,
  );
  return null;
}

function stateOf(lm: LanguageModel, path: string): LmState | undefined {
  if ('dumpState' in lm && typeof lm.dumpState === 'function') {
    return withoutUnsafeKeys(copyJson((lm.dumpState as () => unknown)(), `${path}.lm`)) as LmState;
  }
  if (!(lm instanceof LM)) return undefined;
  const settings = lm.settings as Readonly<Record<string, unknown>>;
  const named = Object.entries(OPTIONS).filter(([, option]) => settings[option] !== undefined);
  return {
    _dspy_lm_class: 'dspy.clients.lm.LM',
    model: `${lm.provider}/${lm.model}`,
    model_type: 'chat',
    temperature: null,
    max_tokens: null,
    ...(copyJson(Object.fromEntries(named.map(([key, option]) => [key, settings[option]])), path) as LmState),
    finetuning_model: null,
    launch_kwargs: {},
    train_kwargs: {},
  };
}

function canBeMade(state: LmState): boolean {
  try {
    return new LM(String(state['model']), lmOptionsOf(state)) instanceof LM;
  } catch {
    // Test doubles and models given as objects have names that no provider answers to.
    return false;
  }
}

/**
 * The model a state describes. Nothing is sent or looked up.
 *
 * @throws what `LM` throws for a provider that is not known or a setting that cannot be.
 */
export function lmFromState(state: LmState, path: string): LanguageModel {
  const unsafe = Object.keys(state).filter(isUnsafeLmKey);
  if (unsafe.length > 0) {
    warn('DSPEX_LM_ENDPOINT', `${path}.lm: ${unsafe.join(', ')} in the saved state was not taken over.`);
  }
  const safe = withoutUnsafeKeys(copyJson(state, `${path}.lm`)) as LmState;
  const lm = new LM(String(safe['model']), lmOptionsOf(safe));
  sources.set(lm, safe);
  return lm;
}

function lmOptionsOf(state: LmState): LmOptions {
  const options: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(OPTIONS)) {
    const value = state[key];
    if (value === undefined || value === null) continue;
    options[option] = key === 'stop' && typeof value === 'string' ? [value] : value;
  }
  return options;
}
