import type { LanguageModel } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import { CHAT_COMPLETIONS } from './chat-interface';
import type { OpenaiServer } from './openai-client';
import { OpenaiLM } from './openai-lm';
import { needsResponses, RESPONSES } from './responses/responses-interface';

const OPENAI: OpenaiServer = {
  provider: 'openai',
  keyVariable: 'OPENAI_API_KEY',
  urlVariable: 'OPENAI_BASE_URL',
  defaultURL: 'https://api.openai.com/v1',
  needsKey: true,
};

const OLLAMA: OpenaiServer = {
  provider: 'ollama',
  keyVariable: 'OLLAMA_API_KEY',
  urlVariable: 'OLLAMA_BASE_URL',
  defaultURL: 'http://localhost:11434/v1',
  needsKey: false,
};

/** OpenAI's own models. */
export function connectOpenai(model: string, options: LmOptions): LanguageModel {
  return connect(model, OPENAI, options);
}

/** An Ollama server on this machine, or where `baseURL` says. */
export function connectOllama(model: string, options: LmOptions): LanguageModel {
  return connect(model, OLLAMA, options);
}

/** Any server that speaks the protocol, at the address in the options. */
export function connectCompatible(model: string, options: LmOptions, provider: string): LanguageModel {
  return connect(model, serverOf(provider, options.baseURL ?? ''), options);
}

/** The server of a provider of this protocol. */
export function serverOf(provider: string, baseURL: string): OpenaiServer {
  if (provider === 'openai') return OPENAI;
  if (provider === 'ollama') return OLLAMA;
  const keyVariable = `${provider.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}_API_KEY`;
  return { provider, keyVariable, defaultURL: baseURL, needsKey: false };
}

function connect(model: string, server: OpenaiServer, options: LmOptions): LanguageModel {
  const isOwn = server === OPENAI && options.baseURL === undefined;
  const api = options.api ?? (isOwn && needsResponses(model) ? 'responses' : 'chat');
  const through = api === 'responses' ? RESPONSES : CHAT_COMPLETIONS;
  return new OpenaiLM(model, { server, through }, options);
}
