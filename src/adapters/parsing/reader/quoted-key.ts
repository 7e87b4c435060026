import { closersOf, isWordCharacter } from './characters';
import type { Cursor } from './cursor';
import { lookPast } from './lookahead';
import { unescaped } from './escapes';

/** A key, and where reading goes on after it. */
export interface ReadKey {
  readonly key: string;
  /** Within the text at hand. */
  readonly end: number;
  /** What was mended; undefined for a key as JSON writes it. */
  readonly mended: string | undefined;
}

/**
 * The key in quotes at the cursor. A key ends at its first quote; where the closing quote is missing it ends before its
 * colon.
 *
 * @returns `unknown` where more text must come first.
 */
export function readQuotedKey(cursor: Cursor): ReadKey | 'unknown' {
  const { text, position } = cursor;
  const opener = text[position] ?? '"';
  const closers = closersOf(opener) ?? '"';
  const isDoubled = closers.includes(text[position + 1] ?? ' ') && isWordCharacter(text[position + 2]);
  const start = position + (isDoubled ? 2 : 1);
  let at = start;
  while (at < text.length && !closers.includes(text[at] ?? '')) at += text[at] === '\\' ? 2 : 1;
  if (at >= text.length) {
    if (!cursor.isFinal) return 'unknown';
    return (
      beforeColon(text, start, text.length) ?? { key: text.slice(start), end: text.length, mended: undefined }
    );
  }
  const end = at + (isDoubled && closers.includes(text[at + 1] ?? ' ') ? 2 : 1);
  const key = unescaped(text.slice(start, at));
  if (cursor.mode === 'strict') return { key, end, mended: isPlain(text, start, at) ? undefined : 'control' };
  const { sign } = lookPast(cursor, end);
  if (sign === undefined && !cursor.isFinal) return 'unknown';
  const cut = sign === ':' ? undefined : beforeColon(text, start, at);
  if (cut !== undefined) return cut;
  const isJson = opener === '"' && !isDoubled;
  return { key, end, mended: isJson ? undefined : 'quotes other than "' };
}

function beforeColon(text: string, start: number, end: number): ReadKey | undefined {
  const colon = text.slice(start, Math.min(end, start + 100)).indexOf(':');
  if (colon <= 0) return undefined;
  return {
    key: text.slice(start, start + colon).trim(),
    end: start + colon,
    mended: 'a closing quote was missing',
  };
}

/** Whether a key is as JSON writes it: known escapes, no control characters. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) < 32) return false;
    if (text[at] === '\\' && !isKnownEscape(text, ++at)) return false;
  }
  return true;
}

function isKnownEscape(text: string, at: number): boolean {
  const sign = text[at] ?? '';
  return '"\\/bfnrt'.includes(sign) || (sign === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5)));
}
