import { sha256 } from '../util';
import type { CacheStats, CacheStore } from './cache-store';

/** As much of a Keyv as a cache needs; every Keyv, of version 5 or 6, has it. */
export interface KeyvLike {
  get(key: string): Promise<unknown>;
  set(key: string, value: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  clear(): Promise<void>;
}

/**
 * Keeps texts in any Keyv, such as one over Redis or Postgres. Each text is stored with a checksum, so that a damaged entry
 * is a miss and not an answer.
 *
 * @example
 * ```ts
 * configure({ cache: new KeyvStore(new Keyv({ store: new KeyvRedis(url) })) });
 * ```
 */
export class KeyvStore implements CacheStore {
  readonly #open: () => Promise<KeyvLike>;
  #keyv: Promise<KeyvLike> | undefined;
  #hits = 0;
  #misses = 0;
  #corrupt = 0;
  #failures = 0;

  /** @param keyv the Keyv, or what opens it when it is first needed. */
  constructor(keyv: KeyvLike | (() => Promise<KeyvLike>)) {
    this.#open = typeof keyv === 'function' ? keyv : () => Promise.resolve(keyv);
  }

  async get(key: string): Promise<string | undefined> {
    const stored = await this.#use((keyv) => keyv.get(key));
    const text = typeof stored === 'string' ? textIn(stored) : undefined;
    if (text !== undefined) this.#hits++;
    else {
      this.#misses++;
      if (stored !== undefined && stored !== null) this.#corrupt++;
    }
    return text;
  }

  async set(key: string, text: string): Promise<void> {
    await this.#use((keyv) => keyv.set(key, `${sha256(text)}${text}`));
  }

  async delete(key: string): Promise<void> {
    await this.#use((keyv) => keyv.delete(key));
  }

  async clear(): Promise<void> {
    await this.#use((keyv) => keyv.clear());
  }

  stats(): CacheStats {
    return { hits: this.#hits, misses: this.#misses, corrupt: this.#corrupt, failures: this.#failures };
  }

  async #use<Result>(body: (keyv: KeyvLike) => Promise<Result>): Promise<Result> {
    try {
      this.#keyv ??= this.#open();
      return await body(await this.#keyv);
    } catch (error) {
      this.#failures++;
      throw error;
    }
  }
}

const CHECKSUM_LENGTH = 64;

function textIn(stored: string): string | undefined {
  const text = stored.slice(CHECKSUM_LENGTH);
  return sha256(text) === stored.slice(0, CHECKSUM_LENGTH) ? text : undefined;
}
