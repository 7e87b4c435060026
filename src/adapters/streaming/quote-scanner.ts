/** Finds out, as early as can be, that a text which begins with a quote is not one JSON string and nothing else. */
export class QuoteScanner {
  #state: 'in' | 'escape' | 'after' | 'no' = 'in';
  #isFirst = true;

  /** Whether the text, with this further piece, may still be a JSON string. */
  push(piece: string): boolean {
    for (let at = 0; at < piece.length && this.#state !== 'no'; at++) {
      if (this.#isFirst) this.#isFirst = false;
      else this.#step(piece[at] as string);
    }
    return this.#state !== 'no';
  }

  #step(sign: string): void {
    switch (this.#state) {
      case 'in':
        if (sign === '\\') this.#state = 'escape';
        else if (sign === '"') this.#state = 'after';
        else if (sign < ' ') this.#state = 'no';
        break;
      case 'escape':
        this.#state = 'in';
        break;
      case 'after':
        if (!/\s/.test(sign)) this.#state = 'no';
        break;
      case 'no':
    }
  }
}
