import { excerpt } from '../../util';
import { SignatureDefinitionError } from '../signature-errors';

/** What would have been right at a place in a signature string, and what to do. */
export interface SyntaxAdvice {
  readonly expected: string;
  readonly fix: string;
}

/** A signature string does not parse. Points at the place. */
export class SignatureSyntaxError extends SignatureDefinitionError {
  static override readonly code: string = 'SIGNATURE_SYNTAX';

  /** Where, counted from 1 in UTF-16 units of the whole text. */
  readonly column: number;

  /**
   * @param source the whole text.
   * @param position where, counted from 0.
   * @param advice what was expected there and what to do.
   */
  constructor(
    readonly source: string,
    readonly position: number,
    advice: SyntaxAdvice,
  ) {
    super({
      problem: `Signature "${excerpt(source, 80)}" does not parse at column ${position + 1}.`,
      found: withCaret(source, position),
      ...advice,
    });
    this.column = position + 1;
  }
}

/** A signature string names a type that nobody declared. */
export class UnknownTypeNameError extends SignatureSyntaxError {
  static override readonly code = 'SIGNATURE_UNKNOWN_TYPE';

  /**
   * @param source the whole text.
   * @param position where the name begins, counted from 0.
   * @param found the name, and the known name it most resembles, if any does.
   */
  constructor(source: string, position: number, found: { readonly name: string; readonly nearest?: string }) {
    const { name, nearest } = found;
    super(source, position, {
      expected: `a type; "${excerpt(name, 40)}" is none.`,
      fix:
        nearest === undefined
          ? `declare it, e.g. parseSignature(text, instructions, { types: { ${excerpt(name, 40)} } }), or use string, number, boolean, …`
          : `write "${nearest}" instead of "${name}".`,
    });
  }
}

const BEFORE = 60;
const AFTER = 80;

/** The line around the place, shortened on both sides, with a caret below. */
function withCaret(source: string, position: number): string {
  const lineStart = source.lastIndexOf('\n', position - 1) + 1;
  const lineEnd = source.indexOf('\n', position);
  const start = Math.max(lineStart, position - BEFORE);
  const end = Math.min(lineEnd === -1 ? source.length : lineEnd, position + AFTER);
  const left = (start > lineStart ? '…' : '') + source.slice(start, position);
  return `${left}${source.slice(position, end)}\n${left.replace(/[^\t]/g, ' ')}^`;
}
