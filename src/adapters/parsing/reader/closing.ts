import { closersOf, spaceStart } from './characters';
import type { Cursor } from './cursor';
import {
  atEnd,
  lookPast,
  startsItem,
  startsMember,
  startsQuotedItem,
  startsQuotedKey,
  startsScalar,
  type Answer,
} from './lookahead';
import type { Surroundings } from './surroundings';

/** Whether a text that ends here is followed by what may follow it. */
export function closesText(cursor: Cursor, end: number, around: Surroundings): Answer {
  const { at, sign } = lookPast(cursor, end);
  if (sign === undefined) return atEnd(cursor);
  if (sign === '+') return closersOf(lookPast(cursor, at + 1).sign) === undefined ? 'no' : 'yes';
  if (sign === '`' && cursor.text.startsWith('```', at)) return 'yes';
  return around.holder === 'record'
    ? closesMember(cursor, end, at, around)
    : closesItem(cursor, end, at, around);
}

function closesMember(cursor: Cursor, end: number, at: number, around: Surroundings): Answer {
  const { text } = cursor;
  const sign = text[at] ?? '';
  if (sign === ',' || sign === ';') return startsMember(cursor, at + 1);
  if (sign === '}') return closesRecord(cursor, at, around);
  if (sign === ']')
    return around.hasList ? 'yes' : '},'.includes(lookPast(cursor, at + 1).sign ?? ',') ? 'yes' : 'no';
  if (sign === ')') return 'no';
  if (closersOf(sign) !== undefined) return startsQuotedKey(cursor, at);
  return startsMember(cursor, at, !text.slice(end, at).includes('\n'));
}

/** A brace that closes the outermost record may have anything after it but a quote; others what a value may have. */
function closesRecord(cursor: Cursor, at: number, around: Surroundings): Answer {
  const { sign } = lookPast(cursor, at + 1);
  if (sign === undefined) return atEnd(cursor);
  if (around.depth <= 1) return sign === '"' && cursor.text[at + 1] === '"' ? 'no' : 'yes';
  return ',}]);`"\''.includes(sign) || cursor.text.slice(at, at + 8).includes('\n') ? 'yes' : 'no';
}

function closesItem(cursor: Cursor, end: number, at: number, around: Surroundings): Answer {
  const { text } = cursor;
  const sign = text[at] ?? '';
  if (sign === ',' || sign === ';') return startsItem(cursor, at + 1);
  if (sign === ']' || sign === ':') return 'yes';
  if (sign === '}') return around.hasRecord ? 'yes' : 'no';
  if (sign === ')') return around.holder === 'tuple' ? 'yes' : 'no';
  const isApart = at > end;
  if (closersOf(sign) !== undefined) return isApart ? 'yes' : startsQuotedItem(cursor, at);
  if ('{['.includes(sign)) return isApart ? 'yes' : 'no';
  return isApart && (text.slice(end, at).includes('\n') || startsScalar(cursor, at)) ? 'yes' : 'no';
}

/** The place of a quote within a text. */
interface QuotePlace {
  /** Where the text begins. */
  readonly from: number;
  readonly at: number;
  readonly holder: Surroundings['holder'];
}

/**
 * Whether a quote that does not close a text opens the next one: it stands after a comma or a line break, and a key, or in
 * a list a whole item, begins with it.
 */
export function opensNext(cursor: Cursor, { from, at, holder }: QuotePlace): Answer {
  const before = spaceStart(cursor.text, at, from);
  if (before <= from && holder !== 'record') return 'no';
  const isApart = cursor.text[before - 1] === ',' || cursor.text.slice(before, at).includes('\n');
  if (!isApart) return 'no';
  return holder === 'record' ? startsQuotedKey(cursor, at) : startsQuotedItem(cursor, at);
}
