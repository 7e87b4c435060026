import { untilAborted } from '../../resilience';

/** Those who wait for a change, first come first served. */
export class WaitingLine {
  readonly #waiting = new Set<() => void>();

  get isWaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Until {@link wakeAll}, or the signal. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    this.#waiting.add(wake);
    try {
      await untilAborted(woken, signal);
    } finally {
      this.#waiting.delete(wake);
    }
  }

  /** Each goes on in the order they came. */
  wakeAll(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
