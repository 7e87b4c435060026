import type { Clock } from './clock';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number;
  #order = 0;
  readonly #alarms = new Set<Alarm>();

  /** @param start milliseconds since the epoch. @default 0 */
  constructor(start = 0) {
    this.#now = start;
  }

  /** How many timers are waiting: zero after a test means that none was left behind. */
  get pendingTimers(): number {
    return this.#alarms.size;
  }

  now(): number {
    return this.#now;
  }

  startTimer(delay: number, callback: () => void): () => void {
    if (delay === Number.POSITIVE_INFINITY) return () => undefined;
    const alarm: Alarm = { at: this.#now + Math.max(0, delay), order: this.#order++, callback };
    this.#alarms.add(alarm);
    return () => {
      this.#alarms.delete(alarm);
    };
  }

  /** Moves time on, calling back what falls due in order and letting promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#nextUntil(end); next !== undefined; next = this.#nextUntil(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms.delete(next);
      next.callback();
      await settle();
    }
    this.#now = end;
  }

  #nextUntil(end: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.at > end) continue;
      if (
        first === undefined ||
        alarm.at < first.at ||
        (alarm.at === first.at && alarm.order < first.order)
      ) {
        first = alarm;
      }
    }
    return first;
  }
}

/** One turn of the event loop: all promise reactions that are due run before it ends. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
