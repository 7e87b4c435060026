import { SignatureSyntaxError, type SourceText, type SyntaxAdvice } from './signature-syntax-error';
import { readQuoted } from './read-quoted';
import type { Mark, Token } from './token';

const BLANK = /[\s\uFEFF]+/y;
const NAME = /[\p{ID_Start}_$][\p{ID_Continue}$]*(?:\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MARK = /->|\.\.\.|[:,;?|=[\]{}()<>]/y;

const EXPECTED = 'a name, a type, or one of -> : , ? | [ ] { }.';
const ARROW: SyntaxAdvice = { expected: EXPECTED, fix: 'write the arrow as "->".' };

/**
 * The pieces of a signature string, `end` last. One pass from left to right.
 *
 * @throws {@link SignatureSyntaxError} at a character that begins nothing, or at a quote that is never closed.
 */
export function tokenize(source: SourceText): readonly Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let position = skip(text, 0);
  while (position < text.length) {
    const token = readToken(source, position);
    tokens.push(token);
    position = skip(text, position + token.text.length);
  }
  tokens.push({ kind: 'end', text: '', position: text.trimEnd().length });
  return tokens;
}

function readToken(source: SourceText, position: number): Token {
  const first = source.text[position];
  if (first === '"' || first === "'") return readQuoted(source, position);
  if (source.text.startsWith('=>', position)) throw new SignatureSyntaxError(source, position, ARROW);
  const mark = match(MARK, source.text, position);
  if (mark !== undefined) return { kind: 'mark', text: mark as Mark, position };
  const name = match(NAME, source.text, position);
  if (name !== undefined) return { kind: 'name', text: name, position };
  const number = match(NUMBER, source.text, position);
  if (number !== undefined) return readNumber(source, position, number);
  throw new SignatureSyntaxError(source, position, adviceFor(source.text, position));
}

function readNumber(source: SourceText, position: number, text: string): Token {
  const value = Number(text);
  const isWhole = !/[.eE]/.test(text);
  if (Number.isFinite(value) && (!isWhole || Number.isSafeInteger(value))) {
    return { kind: 'number', text, value, position };
  }
  throw new SignatureSyntaxError(source, position, {
    expected: 'a number that JavaScript can hold exactly.',
    fix: 'write it as text, in quotes.',
  });
}

function adviceFor(source: string, position: number): SyntaxAdvice {
  const found = String.fromCodePoint(source.codePointAt(position) ?? 0);
  if ('→⟶⇒'.includes(found)) return ARROW;
  if ('“”„‘’`'.includes(found)) return { expected: EXPECTED, fix: 'use straight quotes, " or \'.' };
  return { expected: EXPECTED, fix: `remove ${JSON.stringify(found)}.` };
}

function skip(source: string, position: number): number {
  return position + (match(BLANK, source, position)?.length ?? 0);
}

function match(pattern: RegExp, source: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0];
}
