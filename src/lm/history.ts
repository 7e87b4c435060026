import type { LmRequest } from './request';
import type { LmResponse } from './response';

/** One finished call. Holds no key, no header and no endpoint. */
export interface HistoryEntry {
  readonly provider: string;
  readonly model: string;
  readonly request: LmRequest;
  /** Absent when the call failed. */
  readonly response?: LmResponse;
  /** Absent when the call succeeded. */
  readonly error?: { readonly code: string; readonly message: string };
  /** When the call began, milliseconds since the epoch. */
  readonly startedAt: number;
  /** How long it took, retries and waits included, in milliseconds. */
  readonly duration: number;
}

/** The last so many calls; older ones are let go. */
export class History {
  readonly #size: number;
  readonly #ring: HistoryEntry[] = [];
  #next = 0;

  /** @param size most entries kept; 0 keeps none. */
  constructor(size: number) {
    this.#size = size;
  }

  add(entry: HistoryEntry): void {
    if (this.#size === 0) return;
    this.#ring[this.#next] = entry;
    this.#next = (this.#next + 1) % this.#size;
  }

  /** Oldest first. */
  entries(): readonly HistoryEntry[] {
    if (this.#ring.length < this.#size) return [...this.#ring];
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  clear(): void {
    this.#ring.length = 0;
    this.#next = 0;
  }
}

const SHARED = Symbol.for('dspex.lm-history@1');

/** The last 200 calls of this process, shared by all copies of the library in it. */
export function sharedHistory(): History {
  const holder = globalThis as { [SHARED]?: History };
  return (holder[SHARED] ??= new History(200));
}
