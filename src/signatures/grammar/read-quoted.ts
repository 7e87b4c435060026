import { SignatureSyntaxError, type SourceText } from './signature-syntax-error';
import type { Token } from './token';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

/**
 * The quoted text that begins at a position, in JavaScript's or Python's spelling. The two agree on every escape
 * accepted here; any other escaped character stands for itself.
 *
 * @throws {@link SignatureSyntaxError} if it is not closed, or an escape is cut short.
 */
export function readQuoted(source: SourceText, position: number): Token {
  const { text } = source;
  const quote = text[position];
  const parts: string[] = [];
  let index = position + 1;
  while (index < text.length && text[index] !== quote) {
    const start = index;
    if (text[index] === '\\') {
      const [part, end] = readEscape(source, index);
      parts.push(part);
      index = end;
      continue;
    }
    while (index < text.length && text[index] !== quote && text[index] !== '\\') index++;
    parts.push(text.slice(start, index));
  }
  if (index >= text.length) {
    throw new SignatureSyntaxError(source, position, {
      expected: `a closing ${quote} for the quote that opens here.`,
      fix: `end the text with ${quote}.`,
    });
  }
  return { kind: 'string', text: text.slice(position, index + 1), value: parts.join(''), position };
}

/** What an escape stands for, and where it ends. */
function readEscape(source: SourceText, position: number): readonly [string, number] {
  const letter = source.text[position + 1] ?? '';
  const length = { x: 2, u: 4 }[letter];
  if (length === undefined) return [ESCAPES[letter] ?? letter, position + 2];
  const digits = source.text.slice(position + 2, position + 2 + length);
  if (digits.length === length && /^[0-9a-fA-F]+$/.test(digits)) {
    return [String.fromCharCode(parseInt(digits, 16)), position + 2 + length];
  }
  throw new SignatureSyntaxError(source, position, {
    expected: `${length} hexadecimal digits after \\${letter}.`,
    fix: 'write the character itself, or double the backslash.',
  });
}
