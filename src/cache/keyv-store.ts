import { InvalidArgumentError } from '../errors';
import { systemClock } from '../resilience';
import { assertKnownOptions } from '../util';
import type { CacheEntry, CacheHit, CacheSetOptions, CacheStats, CacheStore } from './cache-store';
import { cannotList, type KeyvLike, listKeyv } from './keyv-like';
import { seal, unseal, type Unsealed } from './sealed-text';
import { assertPositive, type ExpiryOptions, expiryOf } from './store-options';

/** How a {@link KeyvStore} keeps its texts apart from others, and for how long. */
export interface KeyvStoreOptions extends ExpiryOptions {
  /**
   * Stands before every key, so that several caches, and other users of the same Keyv, do not meet.
   * @default 'dspex'
   */
  readonly namespace?: string;
}

/**
 * Keeps texts in any Keyv, such as one over Redis or Postgres. Each text is stored with a checksum, so that a damaged entry
 * is a miss and not an answer.
 *
 * @example
 * ```ts
 * configure({ cache: new KeyvStore(new Keyv({ store: new KeyvRedis(url) }), { namespace: 'team-a' }) });
 * ```
 */
export class KeyvStore implements CacheStore {
  readonly tier = 'disk';
  readonly #open: () => Promise<KeyvLike>;
  readonly #prefix: string;
  readonly #options: KeyvStoreOptions;
  #keyv: Promise<KeyvLike> | undefined;
  #hits = 0;
  #misses = 0;
  #corrupt = 0;
  #failures = 0;

  /**
   * @param keyv the Keyv, or what opens it when it is first needed.
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(keyv: KeyvLike | (() => Promise<KeyvLike>), options: KeyvStoreOptions = {}) {
    assertKnownOptions(options, ['namespace', 'ttl', 'clock'], 'new KeyvStore(keyv, ...)');
    assertPositive(options.ttl, 'new KeyvStore(keyv, { ttl })', 'milliseconds');
    const { namespace = 'dspex' } = options;
    if (typeof namespace !== 'string' || !/^[\w.-]{1,100}$/.test(namespace)) {
      throw new InvalidArgumentError('new KeyvStore(keyv, { namespace })', {
        found: JSON.stringify(namespace) ?? 'undefined',
        expected: 'letters, digits, dots, dashes; at most 100.',
      });
    }
    this.#prefix = `${namespace}:`;
    this.#options = options;
    this.#open = typeof keyv === 'function' ? keyv : () => Promise.resolve(keyv);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#find(key))?.text;
  }

  async lookUp(key: string): Promise<CacheHit | undefined> {
    const found = await this.#find(key);
    return found && { ...found, tier: 'disk' };
  }

  async set(key: string, text: string, { expiresAt }: CacheSetOptions = {}): Promise<void> {
    const now = this.#now();
    const end = expiryOf({ ttl: this.#options.ttl, now }, expiresAt);
    const sealed = seal(text, end);
    await this.#use((keyv) =>
      end === undefined
        ? keyv.set(this.#prefix + key, sealed)
        : keyv.set(this.#prefix + key, sealed, end - now),
    );
  }

  async delete(key: string): Promise<void> {
    await this.#use((keyv) => keyv.delete(this.#prefix + key));
  }

  /** Removes the entries of this namespace. */
  async clear(): Promise<void> {
    await this.#use(async (keyv) => {
      for await (const [key] of this.#list(keyv, 'clear()')) await keyv.delete(key);
    });
  }

  async *entries(): AsyncGenerator<CacheEntry> {
    const keyv = await this.#use((opened) => Promise.resolve(opened));
    for await (const [key, stored] of this.#list(keyv, 'entries()')) {
      const found = unseal(stored);
      const name = key.slice(this.#prefix.length);
      if (found === undefined) yield { key: name };
      else if (!this.#isOver(found)) yield { key: name, text: found.text };
    }
  }

  stats(): CacheStats {
    return { hits: this.#hits, misses: this.#misses, corrupt: this.#corrupt, failures: this.#failures };
  }

  async #find(key: string): Promise<Unsealed | undefined> {
    const stored = await this.#use((keyv) => keyv.get(this.#prefix + key));
    const found = unseal(stored);
    if (found !== undefined && !this.#isOver(found)) {
      this.#hits++;
      return found;
    }
    this.#misses++;
    if (found === undefined && stored !== undefined && stored !== null) this.#corrupt++;
    return undefined;
  }

  async *#list(keyv: KeyvLike, what: string): AsyncGenerator<readonly [string, unknown]> {
    const listed = listKeyv(keyv);
    if (listed === undefined) throw cannotList(what);
    for await (const entry of listed) if (entry[0].startsWith(this.#prefix)) yield entry;
  }

  #isOver({ expiresAt }: Unsealed): boolean {
    return expiresAt !== undefined && expiresAt <= this.#now();
  }

  #now(): number {
    return (this.#options.clock ?? systemClock).now();
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
