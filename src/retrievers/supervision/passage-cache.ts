import { defaultStore, type CacheStore } from '../../cache';
import { currentCache, StoreGuard } from '../../lm';
import type { Clock } from '../../resilience';
import { canonicalJson, deepFreeze, isPlainObject, sha256 } from '../../util';
import type { Passage, RetrieveOptions } from '../retriever';

/** How answers of a retriever are remembered. */
export interface PassageCacheOptions {
  /** A store, true for the one in force, false for none. */
  readonly cache: boolean | CacheStore;
  /** Stands for the collection and its state. */
  readonly cacheId: string;
  /** Milliseconds. */
  readonly cacheFor: number;
  readonly clock: Clock;
}

/** How long a search waits for the store, in milliseconds. */
const STORE_TIMEOUT = 2000;
const FORMAT = 1;

/** Answers by the question and the collection. A store that fails is done without. */
export class PassageCache {
  readonly #options: PassageCacheOptions;
  readonly #guard: StoreGuard;

  constructor(options: PassageCacheOptions) {
    this.#options = options;
    this.#guard = new StoreGuard({ timeout: STORE_TIMEOUT, clock: options.clock });
  }

  /** The store in force here; undefined for none. */
  store(): CacheStore | undefined {
    const { cache } = this.#options;
    if (typeof cache === 'object') return cache;
    const inForce = cache ? currentCache.get() : false;
    return inForce === false ? undefined : (inForce ?? defaultStore());
  }

  /** What a question is kept under. */
  keyOf(query: string, { k, filter }: RetrieveOptions): string {
    const { cacheId } = this.#options;
    return sha256(canonicalJson({ kind: 'passages', format: FORMAT, cacheId, query, k, filter }));
  }

  /** The answer that was kept, if any. */
  async get(store: CacheStore, key: string): Promise<readonly Passage[] | undefined> {
    const text = await this.#guard.use(store, () => store.get(key));
    return text === undefined ? undefined : readAnswer(text);
  }

  async set(store: CacheStore, key: string, answer: readonly Passage[]): Promise<void> {
    const { cacheFor, clock } = this.#options;
    const options = cacheFor === Number.POSITIVE_INFINITY ? {} : { expiresAt: clock.now() + cacheFor };
    await this.#guard.use(store, () => store.set(key, JSON.stringify(answer), options));
  }
}

/** Undefined for what is no answer: a user's store may hold anything. */
function readAnswer(text: string): readonly Passage[] | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return Array.isArray(answer) && answer.every(isPassage) ? deepFreeze(answer) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isPassage(value: unknown): value is Passage {
  return (
    isPlainObject(value) &&
    typeof value['text'] === 'string' &&
    typeof value['id'] === 'string' &&
    typeof value['score'] === 'number' &&
    isPlainObject(value['metadata'])
  );
}
