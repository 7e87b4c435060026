/** A door that can be shut for a while. */
export class Gate {
  #opened: Promise<void> | undefined;
  #open: (() => void) | undefined;

  get isShut(): boolean {
    return this.#opened !== undefined;
  }

  shut(): void {
    if (this.isShut) return;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#opened = undefined;
    this.#open?.();
    this.#open = undefined;
  }

  /** Undefined when the door is open: there is nothing to wait for. */
  get opened(): Promise<void> | undefined {
    return this.#opened;
  }
}
