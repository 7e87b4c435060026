/**
 * A text cut down to a length: its beginning, a note of how much is missing, its end. Cut between characters, never inside
 * one, and never longer than asked for.
 *
 * @param max most UTF-16 units of the result.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const note = `\n… (${text.length - max} or more characters left out) …\n`;
  if (note.length >= max) return headOf(text, max);
  const room = max - note.length;
  const head = headOf(text, Math.ceil(room * 0.7));
  return head + note + tailOf(text, room - head.length);
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** The first units of a text, without half a character at their end. */
function headOf(text: string, length: number): string {
  return text.slice(0, isHigh(text.charCodeAt(length - 1)) ? length - 1 : length);
}

/** The last units of a text, without half a character at their beginning. */
function tailOf(text: string, length: number): string {
  if (length <= 0) return '';
  const start = text.length - length;
  return text.slice(isLow(text.charCodeAt(start)) ? start + 1 : start);
}
