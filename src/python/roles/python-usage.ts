import { reportUsage } from '../../lm';
import { NO_USAGE } from '../../messages';
import { isPlainObject } from '../../util';

/**
 * Counts what DSPy says that models consumed (`track_usage`), for whoever counts here. It does not say how many calls there were: one for each
 * model is counted.
 */
export function countUsage(usage: Readonly<Record<string, unknown>> | undefined): void {
  for (const [model, counts] of Object.entries(usage ?? {})) {
    if (!isPlainObject(counts)) continue;
    reportUsage(model, {
      ...NO_USAGE,
      requests: 1,
      inputTokens: countIn(counts, 'prompt_tokens', 'input_tokens'),
      outputTokens: countIn(counts, 'completion_tokens', 'output_tokens'),
      cachedInputTokens: countIn(counts['prompt_tokens_details'], 'cached_tokens'),
      reasoningTokens: countIn(counts['completion_tokens_details'], 'reasoning_tokens'),
    });
  }
}

function countIn(counts: unknown, ...names: readonly string[]): number {
  if (!isPlainObject(counts)) return 0;
  const found = names.map((name) => counts[name]).find((count) => typeof count === 'number');
  return typeof found === 'number' ? found : 0;
}
