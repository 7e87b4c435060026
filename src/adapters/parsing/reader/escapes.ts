/** What an escape in a text stands for. */
export interface Escape {
  readonly text: string;
  /** How many characters it takes. */
  readonly length: number;
  /** Whether JSON knows it. */
  readonly isKnown: boolean;
}

const KNOWN: Readonly<Record<string, Escape>> = Object.fromEntries(
  Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' }).map(
    ([sign, text]) => [sign, { text, length: 2, isKnown: true }],
  ),
);

/**
 * The escape at a backslash. One that JSON does not know keeps its backslash, as in `\d` or `\alpha`, unless it stands
 * before a quote.
 *
 * @returns undefined where the text ends within it.
 */
export function escapeAt(text: string, at: number): Escape | undefined {
  const sign = text[at + 1];
  if (sign === undefined) return undefined;
  if (sign === 'u') return unicodeAt(text, at);
  const known = KNOWN[sign];
  if (known !== undefined) return known;
  return { text: /['`“”„‘’]/.test(sign) ? sign : `\\${sign}`, length: 2, isKnown: false };
}

function unicodeAt(text: string, at: number): Escape | undefined {
  const code = text.slice(at + 2, at + 6);
  if (/^[\da-fA-F]{4}$/.test(code))
    return { text: String.fromCharCode(Number.parseInt(code, 16)), length: 6, isKnown: true };
  if (/^[\da-fA-F]{0,3}$/.test(code) && at + 2 + code.length >= text.length) return undefined;
  return { text: '\\u', length: 2, isKnown: false };
}

/** A text in which quotes and backslashes are escaped, as within a string, without the escapes. */
export function unescaped(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    const escape = escapeAt(text, at);
    parts.push(text.slice(from, at), escape?.text ?? '');
    from = at + (escape?.length ?? text.length);
  }
  return parts.join('') + text.slice(from);
}
