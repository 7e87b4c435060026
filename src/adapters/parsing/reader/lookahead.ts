import { blankEnd, closersOf, isWordCharacter, spaceEnd } from './characters';
import { WINDOW, type Cursor } from './cursor';

/** What is known of the text ahead; `unknown` where the text at hand ends before it can be told. */
export type Answer = 'yes' | 'no' | 'unknown';

/** The next character that is no white space or comment. */
export interface Ahead {
  readonly at: number;
  readonly sign: string | undefined;
}

/** Looks past white space and comments. No sign: the text ends, or nothing else comes within the window. */
export function lookPast(cursor: Cursor, from: number): Ahead {
  const limit = Math.min(cursor.text.length, from + WINDOW);
  const at = blankEnd(cursor.text, from, limit);
  cursor.spend(at - from);
  return { at, sign: at >= limit ? undefined : cursor.text[at] };
}

/** What the end of the text means: the end of everything, or that it is too early to say. */
export function atEnd(cursor: Cursor, answer: Answer = 'yes'): Answer {
  return cursor.isFinal ? answer : 'unknown';
}

/**
 * Whether a new member of a record begins here, after what would be a comma: a key and a colon; or the record ends. A key
 * without quotes must be one word, or one that the schema knows; words before a quoted key are stray text.
 */
export function startsMember(cursor: Cursor, from: number, needsKnown = false): Answer {
  const { at, sign } = lookPast(cursor, from);
  if (sign === undefined) return atEnd(cursor);
  if (sign === ',') return startsMember(cursor, at + 1);
  if ('}]{'.includes(sign) || cursor.text.startsWith('...', at) || sign === '…') return 'yes';
  if (closersOf(sign) !== undefined) return startsQuotedKey(cursor, at);
  return startsBareKey(cursor, at, needsKnown);
}

/** Whether a text in quotes begins here that a colon follows. */
export function startsQuotedKey(cursor: Cursor, from: number): Answer {
  const { text } = cursor;
  const closers = closersOf(text[from]) ?? '"';
  const limit = Math.min(text.length, from + WINDOW);
  let at = from + 1;
  if (closers.includes(text[at] ?? ' ') && isWordCharacter(text[at + 1])) at++;
  while (at < limit && !closers.includes(text[at] ?? '')) at += text[at] === '\\' ? 2 : 1;
  cursor.spend(at - from);
  if (at >= limit) return limit === text.length ? atEnd(cursor, couldBeKey(text.slice(from + 1))) : 'no';
  for (let count = 0; count < 3 && closers.includes(text[at] ?? ' '); count++) at++;
  const next = lookPast(cursor, at);
  if (next.sign === undefined) return atEnd(cursor);
  return next.sign === ':' || next.sign === '=' ? 'yes' : 'no';
}

function couldBeKey(rest: string): Answer {
  return /[{}[\],:]/.test(rest) ? 'no' : 'yes';
}

function startsBareKey(cursor: Cursor, from: number, needsKnown: boolean): Answer {
  const { text } = cursor;
  const limit = Math.min(text.length, from + 100);
  let at = from;
  while (at < limit && !'"“”{}[],:;\n'.includes(text[at] ?? '')) at++;
  cursor.spend(at - from);
  const sign = text[at];
  if (at >= limit) return limit === text.length ? atEnd(cursor, 'no') : 'no';
  const name = text.slice(from, at).trim();
  if (sign === ':')
    return isBareKey(cursor, name, needsKnown) && !text.startsWith('//', at + 1) ? 'yes' : 'no';
  if (sign !== '"' || needsKnown || name === '') return 'no';
  if (lookPast(cursor, at + 1).sign === ':' && isBareKey(cursor, name, needsKnown)) return 'yes';
  return startsQuotedKey(cursor, at);
}

function isBareKey(cursor: Cursor, name: string, needsKnown: boolean): boolean {
  const bare = name.replace(/["'`]$/, '');
  if (cursor.keys.has(bare)) return true;
  return !needsKnown && /^[\p{L}\p{N}\p{M}_$.-]+$/u.test(bare);
}

/** Whether a new item of a list begins here, after what would be a comma; or the list ends. */
export function startsItem(cursor: Cursor, from: number): Answer {
  const { text } = cursor;
  const { at: start, sign } = lookPast(cursor, from);
  if (sign === undefined) return atEnd(cursor);
  if (closersOf(sign) !== undefined || '{[(])},-0123456789'.includes(sign) || text.startsWith('...', start))
    return 'yes';
  const limit = Math.min(text.length, start + WINDOW);
  let at = start;
  while (at < limit && !',]}\n"'.includes(text[at] ?? '')) at++;
  cursor.spend(at - start);
  if (at >= limit) return limit === text.length ? atEnd(cursor) : 'no';
  return text[at] === '"' ? 'no' : 'yes';
}

/** Whether a text in quotes begins here that ends where an item of a list may end. */
export function startsQuotedItem(cursor: Cursor, from: number): Answer {
  const { text } = cursor;
  const closers = closersOf(text[from]) ?? '"';
  const limit = Math.min(text.length, from + WINDOW);
  let at = from + 1;
  while (at < limit && !closers.includes(text[at] ?? '')) at += text[at] === '\\' ? 2 : 1;
  cursor.spend(at - from);
  if (at >= limit) return limit === text.length ? atEnd(cursor) : 'no';
  const next = lookPast(cursor, at + 1);
  if (next.sign === undefined) return atEnd(cursor);
  return ',]'.includes(next.sign) ? 'yes' : 'no';
}

const SCALAR = /(?:-?\d[\d.eE+-]*|true|false|null|True|False|None)(?=[\s,\]}]|$)/y;

/** Whether a number or a literal stands here, and after it an item of a list may end. */
export function startsScalar(cursor: Cursor, from: number): boolean {
  const at = spaceEnd(cursor.text, from);
  SCALAR.lastIndex = at;
  return SCALAR.test(cursor.text);
}
