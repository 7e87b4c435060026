import type { LmOptions } from '../../lm-options';
import { AnthropicLM } from './anthropic-lm';

/** Anthropic's models. */
export function connectAnthropic(model: string, options: LmOptions): AnthropicLM {
  return new AnthropicLM(model, options);
}
