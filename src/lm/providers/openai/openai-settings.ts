import type { LmSettings } from '../../request';
import { isReasoningModel } from './is-reasoning-model';

/** Settings in OpenAI's words, and what had to be left out. */
export interface OpenaiSettings {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

const NAMES = {
  temperature: 'temperature',
  topP: 'top_p',
  stop: 'stop',
  n: 'n',
  seed: 'seed',
  reasoningEffort: 'reasoning_effort',
} as const;

/** OpenAI's own models that cannot reason; a compatible server's model may do anything. */
const NEVER_REASONS = /^(?:gpt-3|gpt-4|chatgpt)/;

/**
 * Translates what is set. What OpenAI's own server is known to refuse is left out with a warning; another server may call
 * any model by that name, so it is sent all.
 *
 * @param isOpenai whether the server is OpenAI's own.
 */
export function openaiSettings(model: string, isOpenai: boolean, settings: LmSettings = {}): OpenaiSettings {
  const reasons = isReasoningModel(model);
  const fields: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, field] of Object.entries(NAMES)) {
    const value = settings[name as keyof typeof NAMES];
    if (value === undefined) continue;
    if (isOpenai && isRefused(name as keyof typeof NAMES, { model, reasons, settings })) {
      warnings.push(`${model} does not take the setting ${name}; it was not sent.`);
    } else fields[field] = value;
  }
  if (settings.logprobs !== undefined) {
    fields['logprobs'] = true;
    if (settings.logprobs > 0) fields['top_logprobs'] = settings.logprobs;
  }
  warnings.push(...notSent(settings));
  if (settings.maxTokens !== undefined) {
    fields[reasons ? 'max_completion_tokens' : 'max_tokens'] = settings.maxTokens;
  }
  return { fields, warnings };
}

function isRefused(
  name: keyof typeof NAMES,
  { model, reasons, settings }: { model: string; reasons: boolean; settings: LmSettings },
): boolean {
  if (name === 'reasoningEffort') return NEVER_REASONS.test(model);
  if (!reasons) return false;
  if (name === 'stop') return true;
  if (settings.reasoningEffort === 'none') return false;
  return (name === 'temperature' || name === 'topP') && settings[name] !== 1;
}

/** Warnings for settings that OpenAI has no field for. */
export function notSent({ maxReasoningTokens, promptCache }: LmSettings): readonly string[] {
  return [
    ...(maxReasoningTokens === undefined
      ? []
      : ['OpenAI takes no maxReasoningTokens; it was not sent. reasoningEffort is the setting for it.']),
    ...(promptCache === undefined || promptCache === false
      ? []
      : ['OpenAI caches prompts by itself; promptCache was not sent.']),
  ];
}
