/** The content of a code block. */
export interface Fenced {
  readonly text: string;
  /** Where the content begins and ends in the whole text. */
  readonly start: number;
  readonly end: number;
}

/** More code blocks than this are not looked at. */
const MOST_FENCES = 200;

/** The code blocks of a text, closed or not. No pattern: one would try every blank line again. */
export function fencesOf(text: string): readonly Fenced[] {
  const fences: Fenced[] = [];
  let at = text.indexOf('```');
  while (at >= 0 && fences.length < MOST_FENCES) {
    const line = text.indexOf('\n', at);
    const sameLine = text.indexOf('```', at + 3);
    const isInline = sameLine >= 0 && (line < 0 || sameLine < line);
    const start = isInline ? at + 3 : line < 0 ? text.length : line + 1;
    const close = isInline ? sameLine : text.indexOf('```', start);
    const end = close < 0 ? text.length : close;
    fences.push({ text: text.slice(start, end), start, end });
    at = close < 0 ? -1 : text.indexOf('```', close + 3);
  }
  return fences;
}
