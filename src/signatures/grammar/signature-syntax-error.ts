import { excerpt } from '../../util';
import { SignatureDefinitionError } from '../signature-errors';

/** A text under reading, and what to call it in errors. */
export interface SourceText {
  readonly text: string;
  /** The beginning of the sentence "… does not parse", such as `Type "strng"`. */
  readonly subject: string;
}

/** A whole signature as a text under reading. */
export function signatureText(text: string): SourceText {
  return { text, subject: `Signature "${excerpt(text, 80)}"` };
}

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

  /** The whole text. */
  readonly source: string;

  /**
   * @param source the whole text, and what to call it.
   * @param position where, counted from 0.
   * @param advice what was expected there and what to do.
   */
  constructor(
    { text, subject }: SourceText,
    readonly position: number,
    advice: SyntaxAdvice,
  ) {
    super({
      problem: `${subject} does not parse at column ${position + 1}.`,
      found: withCaret(text, position),
      ...advice,
    });
    this.source = text;
    this.column = position + 1;
  }
}

/** A signature string names a type that nobody declared. */
export class UnknownTypeNameError extends SignatureSyntaxError {
  static override readonly code = 'SIGNATURE_UNKNOWN_TYPE';

  /**
   * @param source the whole text, and what to call it.
   * @param position where the name begins, counted from 0.
   * @param found the name, and the known name it most resembles, if any does.
   */
  constructor(
    source: SourceText,
    position: number,
    found: { readonly name: string; readonly nearest?: string },
  ) {
    const { name, nearest } = found;
    super(source, position, {
      expected: `a type; "${excerpt(name, 40)}" is none.`,
      fix:
        nearest === undefined
          ? `declare it, e.g. Signature.from(text, instructions, { types: { ${excerpt(name, 40)} } }), or use string, number, boolean, …`
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
