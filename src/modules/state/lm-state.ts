import { LM, type LanguageModel, type LmState, withoutUnsafeKeys } from '../../lm';
import { isPlainObject } from '../../util';
import { copyJson } from './state-json';
import { warn } from './warn';

/** What a model says about itself, to save. Null, with a warning, for a model that nothing can make anew. */
export function lmToState(lm: LanguageModel, path: string): LmState | null {
  const state: unknown =
    'dumpState' in lm && typeof lm.dumpState === 'function' ? (lm.dumpState as () => unknown)() : undefined;
  if (isPlainObject(state)) return withoutUnsafeKeys(copyJson(state, `${path}.lm`)) as LmState;
  warn(
    'DSPEX_LM_NOT_SAVED',
    `The model of ${path} cannot be saved: nothing makes ${lm.provider}/${lm.model} from its settings. Give it anew after loading.`,
  );
  return null;
}

/**
 * The model a state describes. Nothing is sent or looked up.
 *
 * @throws what {@link LM.loadState} throws for a setting that cannot be.
 */
export function lmFromState(state: LmState, path: string): LanguageModel {
  return LM.loadState(copyJson(state, `${path}.lm`) as LmState);
}
