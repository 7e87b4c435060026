import { contextSlot } from '../context';
import type { LanguageModel } from './language-model';
import { LmNotConfiguredError } from './lm-errors';

/** The model in force where none is named; undefined until one is configured. */
export const currentLM = contextSlot<LanguageModel | undefined>('lm', undefined);

/**
 * The model in force.
 *
 * @throws {@link LmNotConfiguredError} when there is none.
 */
export function requireLM(): LanguageModel {
  const lm = currentLM.get();
  if (lm !== undefined) return lm;
  throw new LmNotConfiguredError({
    problem: 'No language model is configured.',
    expected: 'a model in the call, in withContext, or as the default.',
    fix: "configure({ lm: new LM('openai/gpt-5-mini') }), or new EmbeddedLM() to work without a key.",
  });
}
