import type { CacheStore } from '../../cache';
import type { Clock } from '../../resilience';
import { messageOf } from '../../util';

/** How long a store may take. */
export interface StoreGuardOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
}

/** How long a store that did not answer in time is left alone, in milliseconds. */
const PAUSE = 30_000;

/** Until when a store is left alone. Kept for all models that use it. */
const pausedUntil = new WeakMap<CacheStore, number>();

const LATE = Symbol('late');

/** Keeps calls from failing or waiting because of a store: what fails or takes too long is as if it held nothing. */
export class StoreGuard {
  readonly #timeout: number;
  readonly #clock: Clock;

  constructor({ timeout, clock }: StoreGuardOptions) {
    this.#timeout = timeout;
    this.#clock = clock;
  }

  /** What the store gives; undefined, after one warning, when it fails or does not answer in time. */
  async use<Value>(store: CacheStore, body: () => Promise<Value>): Promise<Value | undefined> {
    const paused = pausedUntil.get(store);
    if (paused !== undefined) {
      if (this.#clock.now() < paused) return undefined;
      pausedUntil.delete(store);
    }
    try {
      // What is in this process answers at once.
      if (store.tier === 'memory') return await body();
      const value = await this.#inTime(body());
      if (value !== LATE) return value;
      pausedUntil.set(store, this.#clock.now() + PAUSE);
      warnOfCache('a store did not answer in time', new Error(`nothing within ${this.#timeout} ms.`));
    } catch (error) {
      warnOfCache('a store failed', error);
    }
    return undefined;
  }

  #inTime<Value>(answer: Promise<Value>): Promise<Value | typeof LATE> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.startTimer(this.#timeout, () => resolve(LATE));
      answer.then(
        (value) => {
          cancel();
          resolve(value);
        },
        (error: unknown) => {
          cancel();
          reject(error);
        },
      );
    });
  }
}

const warned = new Set<string>();

/** Warns once in a process of each kind of trouble. */
export function warnOfCache(what: string, error: unknown): void {
  if (warned.has(what)) return;
  warned.add(what);
  process.emitWarning(
    `The cache of replies cannot be used: ${what}: ${messageOf(error)} Calls go on without it.`,
    {
      type: 'DspexWarning',
      code: 'DSPEX_CACHE',
    },
  );
}
