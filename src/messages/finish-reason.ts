/** Why a model stopped. `unknown` when the provider did not say. */
export type FinishReason =
  'stop' | 'length' | 'content-filter' | 'refusal' | 'tool-calls' | 'error' | 'unknown';

/**
 * Whether a reply that ended for this reason is whole: only then may it be cached, executed as a tool call, or
 * adopted as a demonstration.
 */
export function isComplete(reason: FinishReason): boolean {
  return reason === 'stop' || reason === 'tool-calls' || reason === 'unknown';
}
