/** The end of what was printed. */
export class OutputTail {
  readonly #max: number;
  #text = '';

  /** @param max how much is kept, in characters. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Takes what was printed next. */
  push(text: string): void {
    this.#text += text;
    // Cut now and then, not each time.
    if (this.#text.length > 2 * this.#max) this.#text = this.text;
  }

  /** The last of it, from the beginning of a character. */
  get text(): string {
    if (this.#text.length <= this.#max) return this.#text;
    return this.#text.slice(-this.#max).replace(/^[\udc00-\udfff]/, '');
  }
}
