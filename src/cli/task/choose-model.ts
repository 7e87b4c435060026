import { EmbeddedLM, LM, type LanguageModel } from '../../lm';
import { asUsage } from './as-usage';

/**
 * The model that was given, or the one of a name: `provider/model`, or `embedded`.
 *
 * @throws {@link UsageError} for a name that no model has.
 */
export function chooseModel(
  model: LanguageModel | string,
  { baseURL }: { readonly baseURL?: string } = {},
): LanguageModel {
  if (typeof model !== 'string') return model;
  if (model === 'embedded') return new EmbeddedLM();
  return asUsage('the model', () => new LM(model, baseURL === undefined ? {} : { baseURL }));
}
