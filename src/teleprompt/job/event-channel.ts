import type { CompileEvent } from '../compile-event';

/** Keeps a job's events for everyone who asks, early or late. */
export class EventChannel {
  readonly #events: CompileEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** @param listener told each event first; what it throws is thrown to the optimizer. */
  constructor(private readonly listener?: (event: CompileEvent) => void) {}

  emit(event: CompileEvent): void {
    if (this.#isClosed) return;
    this.#events.push(Object.freeze(event));
    this.#wake();
    this.listener?.(event);
  }

  /** No event comes after this. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** All events from the first on, those to come included; ends with the job. */
  async *read(): AsyncGenerator<CompileEvent, void, undefined> {
    for (let next = 0; ; next++) {
      while (next >= this.#events.length) {
        if (this.#isClosed) return;
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
      yield this.#events[next] as CompileEvent;
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
