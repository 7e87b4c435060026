import { QuoteScanner } from './quote-scanner';
import type { TextRules } from './text-rules';

const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;
const TRAILING_SPACE = /\s+$/;

/**
 * Gives the text of a section as it comes: outer spaces dropped, escapes undone, quotes taken off. Joined, the pieces are what
 * reading the whole section gives; what may yet mean something else is kept back.
 */
export class TextCleaner {
  readonly #rules: TextRules;
  /** Pieces of a beginning that may stand for another text. */
  #whole: string[] | undefined;
  #quote: QuoteScanner | undefined;
  /** White space that counts only if something follows. */
  readonly #space: string[] = [];
  #open = '';
  #start = '';
  #hasStarted = false;

  constructor(rules: TextRules) {
    this.#rules = rules;
  }

  /** The text that is certain with this further piece. */
  push(piece: string): string {
    if (this.#hasStarted) return this.#flow(piece);
    const start = (this.#start + piece).trimStart();
    if (this.#whole === undefined) {
      this.#start = start;
      if (start === '') return '';
      if (this.#mayBeHeld(start)) return '';
      this.#quote = start.startsWith('"') ? new QuoteScanner() : undefined;
      const isHeld = this.#quote !== undefined || this.#rules.held.some((held) => start.startsWith(held));
      if (!isHeld) return this.#begin(start);
      this.#whole = [];
      this.#start = '';
      return this.#hold(start);
    }
    return this.#hold(piece);
  }

  /** The rest, when the section is over. */
  end(): string {
    if (!this.#hasStarted) {
      const whole = (this.#whole?.join('') ?? this.#start).trim();
      return this.#rules.meaning(this.#rules.restored(whole));
    }
    // White space at the end of what was kept open is trailing space too.
    return this.#rules.restored(this.#open.trimEnd());
  }

  /** Whether more has to come before it is known that the text is to be kept back. */
  #mayBeHeld(start: string): boolean {
    return this.#rules.held.some((held) => start.length < held.length && held.startsWith(start));
  }

  #hold(piece: string): string {
    this.#whole?.push(piece);
    if (this.#quote === undefined || this.#quote.push(piece)) return '';
    return this.#begin(this.#whole?.join('') ?? '');
  }

  #begin(text: string): string {
    this.#hasStarted = true;
    this.#whole = undefined;
    this.#start = '';
    return this.#flow(text);
  }

  #flow(piece: string): string {
    if (this.#open === '' && piece.trim() === '') {
      this.#space.push(piece);
      return '';
    }
    const text = this.#space.splice(0).join('') + this.#open + piece;
    const end = this.#rules.openEnd.exec(text) ?? HIGH_SURROGATE.exec(text);
    const certain = end === null ? text : text.slice(0, end.index);
    this.#open = end === null ? '' : text.slice(end.index);
    const shown = certain.replace(TRAILING_SPACE, '');
    if (shown.length < certain.length) {
      const space = certain.slice(shown.length);
      if (this.#open === '') this.#space.push(space);
      else this.#open = space + this.#open;
    }
    return this.#rules.restored(shown);
  }
}
