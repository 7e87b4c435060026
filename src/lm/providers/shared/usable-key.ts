import { LmConfigurationError } from '../../lm-errors';

/**
 * The key without the white space that pasting leaves around it; undefined when there is none.
 *
 * A key that no header can carry is refused here: `fetch` would print it in its own error.
 *
 * @param origin what to name in the error.
 */
export function usableKey(key: string | undefined, origin: string): string | undefined {
  const trimmed = key?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new LmConfigurationError({
    problem: `The API key in ${origin} holds a line break or another character that no header can carry.`,
    fix: 'copy the key again, in one piece.',
  });
}
