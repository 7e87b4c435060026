/** Which characters close a text, by the one that opens it. Hands and keyboards mix them. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”“"',
  '”': '”“"',
  '„': '”“"',
  '‘': "’‘'",
  '’': "’‘'",
};

/** The characters that close what this one opens; undefined if it opens no text. */
export function closersOf(opener: string | undefined): string | undefined {
  return opener !== undefined && Object.hasOwn(CLOSERS, opener) ? CLOSERS[opener] : undefined;
}

/** Whether a character is white space, in any script, a byte order mark and zero-width spaces included. */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 160) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200d) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0x1680
  );
}

/** Where white space from a place on ends. */
export function spaceEnd(text: string, from: number, limit = text.length): number {
  let position = from;
  while (position < limit && isSpace(text.charCodeAt(position))) position++;
  return position;
}

/** Where white space before a place begins. */
export function spaceStart(text: string, before: number, limit = 0): number {
  let position = before;
  while (position > limit && isSpace(text.charCodeAt(position - 1))) position--;
  return position;
}

/**
 * Where white space and whole comments from a place on end. A comment whose end is not before the limit reaches the
 * limit.
 */
export function blankEnd(text: string, from: number, limit = text.length): number {
  let position = from;
  for (;;) {
    position = spaceEnd(text, position, limit);
    if (position >= limit) return limit;
    const end = commentEnd(text, position, limit);
    if (end === position) return position;
    position = end;
  }
}

function commentEnd(text: string, from: number, limit: number): number {
  const sign = text[from];
  if (sign === '#' || (sign === '/' && text[from + 1] === '/')) return after(text, from, '\n', limit);
  if (sign === '/' && text[from + 1] === '*') return after(text, from + 2, '*/', limit);
  return from;
}

function after(text: string, from: number, mark: string, limit: number): number {
  for (let position = from; position < limit; position++) {
    if (text[position] === mark[0] && (mark.length === 1 || text[position + 1] === mark[1]))
      return Math.min(limit, position + mark.length);
  }
  return limit;
}

/** Whether a character can stand in a word: a letter or digit of any script, or one that programs use in names. */
export function isWordCharacter(sign: string | undefined): boolean {
  if (sign === undefined) return false;
  const code = sign.charCodeAt(0);
  if (code < 128)
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || sign === '_'
    );
  return /[\p{L}\p{N}\p{M}]/u.test(sign);
}

/** Whether white space or a comment may begin with this character. */
export function mayBeBlank(code: number): boolean {
  return code <= 35 ? code !== 34 && code !== 33 : code === 47 || code > 127;
}
