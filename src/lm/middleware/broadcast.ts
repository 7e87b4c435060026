import { untilAborted } from '../../resilience';

/** Items that several readers read, each from the first one on, at their own pace. */
export class Broadcast<Item> {
  readonly #items: Item[] = [];
  #ending: { readonly error?: unknown } | undefined;
  #wake: () => void = () => undefined;
  #changed = this.#next();

  add(item: Item): void {
    this.#items.push(item);
    this.#notify();
  }

  /** There are no more. */
  end(): void {
    this.#ending = {};
    this.#notify();
  }

  /** There are no more, for this reason; readers are told after the last item. */
  fail(error: unknown): void {
    this.#ending = { error };
    this.#notify();
  }

  /** All items. Rejects with the signal's reason when it aborts. */
  async *read(signal: AbortSignal): AsyncGenerator<Item> {
    for (let index = 0; ; index++) {
      while (index >= this.#items.length) {
        if (this.#ending !== undefined) {
          if ('error' in this.#ending) throw this.#ending.error;
          return;
        }
        await untilAborted(this.#changed, signal);
      }
      yield this.#items[index] as Item;
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#changed = this.#next();
    wake();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
