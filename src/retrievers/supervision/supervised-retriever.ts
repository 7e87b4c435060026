import type { CacheStore } from '../../cache';
import { InvalidArgumentError } from '../../errors';
import { SingleFlight, systemClock } from '../../resilience';
import { inSpan } from '../../tracing';
import { assertKnownOptions } from '../../util';
import { readQuestion } from '../check-options';
import type { Passage, RetrieveOptions, Retriever } from '../retriever';
import {
  assertSupervision,
  superviseCall,
  SUPERVISION_OPTIONS,
  type SupervisionOptions,
} from './call-policy';
import { PassageCache } from './passage-cache';

/** How a {@link SupervisedRetriever} surrounds another. */
export interface SupervisedRetrieverOptions extends SupervisionOptions {
  /**
   * Where answers are kept: a store, true for the one in force, false for nowhere. Needs `cacheId`.
   * @default false
   */
  readonly cache?: boolean | CacheStore;
  /**
   * Stands for the collection in the cache: another collection, or the same after a change, needs another.
   * @default none, so that nothing is kept
   */
  readonly cacheId?: string;
  /**
   * How long an answer may be given out of the cache, in milliseconds.
   * @default as long as the store keeps it
   */
  readonly cacheFor?: number;
}

/**
 * Surrounds a retriever with what calls over a network need: a deadline for each attempt, more attempts with growing waits,
 * cancellation, a span in traces, and on demand a cache in which equal questions asked at once share one call.
 *
 * The retrievers of `dspex/retrievers` have this already, but for the cache. It is for retrievers of one's own, and for caching.
 *
 * @example
 * ```ts
 * const retriever = new SupervisedRetriever(mine, { timeout: 5_000, cache: true, cacheId: 'handbook-2026-05' });
 * ```
 */
export class SupervisedRetriever implements Retriever {
  readonly #inner: Retriever;
  readonly #options: SupervisedRetrieverOptions;
  readonly #name: string;
  readonly #cache: PassageCache | undefined;
  readonly #flights = new SingleFlight<readonly Passage[]>();

  /**
   * @param retriever the one that does the work.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  constructor(retriever: Retriever, options: SupervisedRetrieverOptions = {}) {
    const where = 'new SupervisedRetriever(retriever, ...)';
    assertKnownOptions(options, [...SUPERVISION_OPTIONS, 'cache', 'cacheId', 'cacheFor'], where);
    assertSupervision(options, where);
    const {
      name = retriever.constructor.name,
      cache = false,
      cacheFor = Number.POSITIVE_INFINITY,
      clock = systemClock,
    } = options;
    this.#inner = retriever;
    this.#options = Object.freeze({ ...options });
    this.#name = name;
    const cacheId = cacheIdOf(options, where);
    if (cacheId !== undefined) this.#cache = new PassageCache({ cache, cacheId, cacheFor, clock });
  }

  /** @throws (as a rejection) {@link RetrieverTimeoutError}; what the retriever throws; the signal's reason. */
  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    readQuestion(query, options);
    const { k, filter } = options;
    return inSpan(
      'retriever',
      () => ({ name: this.#name, inputs: { query, k, filter } }),
      () => this.#retrieve(query, options),
    );
  }

  async #retrieve(query: string, options: RetrieveOptions): Promise<readonly Passage[]> {
    const cache = this.#cache;
    const store = cache?.store();
    if (cache === undefined || store === undefined) return this.#ask(query, options, options.signal);
    const key = cache.keyOf(query, options);
    const known = await cache.get(store, key);
    options.signal?.throwIfAborted();
    if (known !== undefined) return known;
    const { value } = await this.#flights.run(key, options.signal, async (signal) => {
      const answer = await this.#ask(query, options, signal);
      await cache.set(store, key, answer);
      return answer;
    });
    return value;
  }

  #ask(
    query: string,
    options: RetrieveOptions,
    signal: AbortSignal | undefined,
  ): Promise<readonly Passage[]> {
    const attempt = (inner: AbortSignal) => this.#inner.retrieve(query, { ...options, signal: inner });
    return superviseCall(this.#options, { name: this.#name, signal, attempt });
  }
}

function cacheIdOf(
  { cache = false, cacheId, cacheFor }: SupervisedRetrieverOptions,
  where: string,
): string | undefined {
  if (cache === false) return undefined;
  if (cacheFor !== undefined && !(cacheFor > 0)) {
    throw new InvalidArgumentError(`${where} cacheFor`, {
      found: String(cacheFor),
      expected: 'milliseconds, more than 0.',
    });
  }
  if (typeof cacheId === 'string' && cacheId !== '') return cacheId;
  throw new InvalidArgumentError(`${where} cacheId`, {
    found: String(cacheId),
    expected: 'with a cache, a name of the collection and its state.',
    fix: "cacheId: 'handbook-2026-05'; choose another when the collection has changed.",
  });
}
