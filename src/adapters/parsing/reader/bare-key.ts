import type { Cursor } from './cursor';
import { atEnd } from './lookahead';

/** A key without quotes, or stray text that is no key at all. */
export interface ReadBareKey {
  /** Undefined for stray text. */
  readonly key: string | undefined;
  readonly end: number;
  readonly mended: string;
}

/**
 * The key without quotes at the cursor: all up to a colon. Words that no colon follows are no key and are passed over.
 *
 * @returns `unknown` where more text must come first.
 */
export function readBareKey(cursor: Cursor): ReadBareKey | 'unknown' {
  const { text, position } = cursor;
  let at = position;
  while (at < text.length && !':=,;{}[]"“\n'.includes(text[at] ?? '')) at++;
  if (at >= text.length) {
    if (atEnd(cursor) === 'unknown') return 'unknown';
    return { key: undefined, end: at, mended: 'stray text' };
  }
  const name = text.slice(position, at).trim();
  const sign = text[at] ?? '';
  if ((sign === ':' || sign === '=') && name !== '')
    return { key: name.replace(/["'`]$/, ''), end: at, mended: 'a key without quotes' };
  if (sign === '"' && /^"\s*:/.test(text.slice(at, at + 40)) && name !== '')
    return { key: name, end: at + 1, mended: 'an opening quote was missing' };
  return { key: undefined, end: at, mended: 'stray text' };
}
