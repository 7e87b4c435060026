import type { LmRequest } from '../lm';
import type { AdapterCallOptions, Prompt } from './adapter';

/** A prompt as a request to a model. What is undefined is left out: a request is a cache key. */
export function requestOf(
  prompt: Prompt,
  { settings, rolloutId, extra }: Pick<AdapterCallOptions, 'settings' | 'rolloutId' | 'extra'> = {},
): LmRequest {
  const request: Record<string, unknown> = {};
  for (const key of Object.keys(prompt) as (keyof Prompt)[]) {
    if (prompt[key] !== undefined) request[key] = prompt[key];
  }
  if (settings !== undefined) request['settings'] = settings;
  if (rolloutId !== undefined) request['rolloutId'] = rolloutId;
  if (extra !== undefined) request['extra'] = extra;
  return request as unknown as LmRequest;
}
