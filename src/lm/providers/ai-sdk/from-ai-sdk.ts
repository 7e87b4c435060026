import { LM } from '../../lm';
import type { LmOptions } from '../../lm-options';
import type { AiSdkLanguageModel } from './ai-sdk-model';
import { AiSdkLM } from './ai-sdk-lm';

/** Options of a model of the AI SDK: those of any LM, without what its provider knows. */
export type FromAiSdkOptions = Omit<LmOptions, 'apiKey' | 'baseURL' | 'api' | 'headers' | 'client' | 'fetch'>;

/**
 * A model of the Vercel AI SDK as an LM: whatever provider the AI SDK has, with the supervision of ours. `extra` goes to the
 * provider as its `providerOptions`.
 *
 * @example
 * ```ts
 * import { mistral } from '@ai-sdk/mistral';
 *
 * configure({ lm: fromAiSdk(mistral('mistral-small-latest'), { cache: true }) });
 * ```
 *
 * @throws {@link LmConfigurationError} for a model of another version than AI SDK 5 and 6; {@link UnknownOptionError}.
 */
export function fromAiSdk(model: AiSdkLanguageModel, options: FromAiSdkOptions = {}): LM {
  return new LM(new AiSdkLM(model), options);
}
