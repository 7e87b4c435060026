import type { LmOptions } from '../../lm-options';
import { OpenaiLM } from './openai-lm';

/** OpenAI's own models. */
export function connectOpenai(model: string, options: LmOptions): OpenaiLM {
  return new OpenaiLM(
    model,
    {
      provider: 'openai',
      keyVariable: 'OPENAI_API_KEY',
      urlVariable: 'OPENAI_BASE_URL',
      defaultURL: 'https://api.openai.com/v1',
      needsKey: true,
    },
    options,
  );
}

/** An Ollama server on this machine, or where `baseURL` says. */
export function connectOllama(model: string, options: LmOptions): OpenaiLM {
  return new OpenaiLM(
    model,
    {
      provider: 'ollama',
      keyVariable: 'OLLAMA_API_KEY',
      urlVariable: 'OLLAMA_BASE_URL',
      defaultURL: 'http://localhost:11434/v1',
      needsKey: false,
    },
    options,
  );
}

/** Any server that speaks the protocol, at the address in the options. */
export function connectCompatible(model: string, options: LmOptions, provider: string): OpenaiLM {
  const keyVariable = `${provider.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}_API_KEY`;
  const defaultURL = options.baseURL ?? '';
  return new OpenaiLM(model, { provider, keyVariable, defaultURL, needsKey: false }, options);
}
