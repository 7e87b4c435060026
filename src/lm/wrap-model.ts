import type { LanguageModel } from './language-model';

/** The same model with another way of answering: what every wrapper in `middleware/` gives back. */
export function wrapModel(inner: LanguageModel, doGenerate: LanguageModel['doGenerate']): LanguageModel {
  const { provider, model, endpoint, tenant, capabilities } = inner;
  return { provider, model, endpoint, tenant, capabilities, doGenerate };
}
