import type { LanguageModel } from '../language-model';
import { streamOf } from '../stream-of';
import { asOneModel, checkedModels } from './several-models';

/**
 * Shares calls out among models, one after the other: several keys, regions or servers of the same model.
 *
 * @param models each is asked in turn. Put a {@link fallback} around for when one fails.
 *
 * @example
 * ```ts
 * const lm = roundRobin([new LM('openai/gpt-5-mini', { apiKey: first }), new LM('openai/gpt-5-mini', { apiKey: second })]);
 * ```
 */
export function roundRobin(models: readonly LanguageModel[]): LanguageModel {
  const checked = checkedModels(models, 'roundRobin(models)');
  let turn = 0;
  const next = (): LanguageModel => checked[turn++ % checked.length] as LanguageModel;
  return asOneModel(checked, {
    doGenerate: (request, call) => next().doGenerate(request, call),
    doStream: (request, call) => streamOf(next(), request, call),
  });
}
