import {
  SignatureSyntaxError,
  UnknownTypeNameError,
  type SourceText,
  type SyntaxAdvice,
} from './signature-syntax-error';
import type { Mark, Token } from './token';
import { tokenize } from './tokenize';

/** Deeper types than this are refused, so that no input can exhaust the stack. */
const MAX_DEPTH = 64;

/** A place in the tokens of one signature string. The only thing in the grammar that changes. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(readonly source: SourceText) {
    this.#tokens = tokenize(source);
  }

  /** The next token, which stays next. */
  get next(): Token {
    return this.#tokens[Math.min(this.#index, this.#tokens.length - 1)] as Token;
  }

  /** Whether the next token is that mark. */
  at(mark: Mark): boolean {
    return this.next.kind === 'mark' && this.next.text === mark;
  }

  /** Whether the token after the next is that mark. */
  followedBy(mark: Mark): boolean {
    const after = this.#tokens[this.#index + 1];
    return after?.kind === 'mark' && after.text === mark;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.next;
    this.#index++;
    return token;
  }

  /** Takes the next token if it is that mark. */
  accept(mark: Mark): boolean {
    const found = this.at(mark);
    if (found) this.#index++;
    return found;
  }

  /** Takes that mark, or fails there. */
  expect(mark: Mark, advice: SyntaxAdvice): void {
    if (!this.accept(mark)) this.fail(advice);
  }

  /** Runs `body` one level deeper. */
  nested<Result>(body: () => Result): Result {
    if (++this.#depth > MAX_DEPTH) {
      this.fail({
        expected: `types nested at most ${MAX_DEPTH} deep.`,
        fix: 'declare the inner part as a class.',
      });
    }
    const result = body();
    this.#depth--;
    return result;
  }

  /** Throws an error that points at a token. */
  fail(advice: SyntaxAdvice, at: Token = this.next): never {
    throw new SignatureSyntaxError(this.source, at.position, advice);
  }

  /** Throws an error about a type's name. */
  failUnknownType(at: Token, nearest: string | undefined): never {
    throw new UnknownTypeNameError(this.source, at.position, { name: at.text, nearest });
  }
}
