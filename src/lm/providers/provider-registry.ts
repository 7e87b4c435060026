import { InvalidArgumentError } from '../../errors';
import { nearestOf } from '../../util';
import type { LanguageModel } from '../language-model';
import type { LmOptions } from '../lm-options';
import { connectAnthropic } from './anthropic/connect-anthropic';
import { connectEmbedded } from './embedded/connect-embedded';
import { connectCompatible, connectOllama, connectOpenai } from './openai/connect-openai';

/** Makes a provider's model; called at the first call, not before. */
export type ConnectProvider = (model: string, options: LmOptions, provider: string) => LanguageModel;

const PROVIDERS: Readonly<Record<string, ConnectProvider>> = {
  anthropic: connectAnthropic,
  embedded: connectEmbedded,
  ollama: connectOllama,
  openai: connectOpenai,
};

/**
 * Refuses a provider that nobody knows and that has no address.
 *
 * Any other name with a `baseURL` is an OpenAI-compatible server.
 */
export function assertProvider(provider: string, options: LmOptions): void {
  if (Object.hasOwn(PROVIDERS, provider) || options.baseURL !== undefined) return;
  const known = Object.keys(PROVIDERS);
  const nearest = nearestOf(provider, known);
  throw new InvalidArgumentError('new LM(model)', {
    found: `provider ${JSON.stringify(provider)}`,
    expected: `one of ${known.join(', ')}; or any other name with the option baseURL.`,
    fix: nearest === undefined ? undefined : `write "${nearest}" instead of "${provider}".`,
  });
}

/** The provider's model, not yet supervised. */
export function connectProvider(provider: string, model: string, options: LmOptions): LanguageModel {
  assertProvider(provider, options);
  const connect = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
  return (connect ?? connectCompatible)(model, options, provider);
}
