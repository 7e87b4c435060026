/** Questions whether Python answers, by number. */
export class Pings {
  readonly #waiting = new Map<
    number,
    { readonly answered: () => void; readonly failed: (error: unknown) => void }
  >();

  /** Settles with {@link answer} or {@link fail}. */
  ask(id: number): Promise<void> {
    return new Promise((answered, failed) => this.#waiting.set(id, { answered, failed }));
  }

  /** Takes an answer; nothing when nobody asked. */
  answer(id: number): void {
    this.#waiting.get(id)?.answered();
    this.#waiting.delete(id);
  }

  /** No more answers will come. */
  fail(error: unknown): void {
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }
}
