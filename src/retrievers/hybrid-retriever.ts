import { InvalidArgumentError } from '../errors';
import { linkSignals } from '../resilience';
import { inSpan } from '../tracing';
import { assertKnownOptions } from '../util';
import { assertCount, readQuestion } from './check-options';
import type { Passage, RetrieveOptions, Retriever } from './retriever';

/** How a {@link HybridRetriever} joins rankings. */
export interface HybridRetrieverOptions {
  /**
   * How much each retriever counts, in their order; at least 0.
   * @default 1 for each
   */
  readonly weights?: readonly number[];
  /**
   * The higher, the less the first ranks stand out; more than 0.
   * @default 60
   */
  readonly rankConstant?: number;
  /**
   * How many passages each retriever is asked for; `k` where that is more.
   * @default 50
   */
  readonly candidates?: number;
}

/**
 * Joins the rankings of several retrievers over the same collection by reciprocal rank fusion (Cormack, Clarke and Büttcher,
 * 2009): the score of a passage is the sum of `weight / (rankConstant + rank)` over the retrievers that found it.
 *
 * Passages are the same when their ids are. Words and meaning together find more than either: BM25 knows names and numbers,
 * embeddings know what else one can say. When one retriever fails, the search fails and the others are aborted.
 *
 * @example
 * ```ts
 * const retriever = new HybridRetriever([new BM25Retriever({ corpus }), new Embeddings({ corpus, embedder })]);
 * ```
 */
export class HybridRetriever implements Retriever {
  readonly #retrievers: readonly Retriever[];
  readonly #options: Required<HybridRetrieverOptions>;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError} for what no search could work with. */
  constructor(retrievers: readonly Retriever[], options: HybridRetrieverOptions = {}) {
    assertKnownOptions(
      options,
      ['weights', 'rankConstant', 'candidates'],
      'new HybridRetriever(retrievers, ...)',
    );
    const { weights = retrievers.map(() => 1), rankConstant = 60, candidates = 50 } = options;
    assertRetrievers(retrievers);
    assertCount(candidates, 'new HybridRetriever(retrievers, { candidates })');
    assertWeights(weights, retrievers.length);
    if (!(Number.isFinite(rankConstant) && rankConstant > 0)) {
      throw new InvalidArgumentError('new HybridRetriever(retrievers, { rankConstant })', {
        found: String(rankConstant),
        expected: 'a number above 0.',
      });
    }
    this.#retrievers = Object.freeze([...retrievers]);
    this.#options = Object.freeze({ weights: Object.freeze([...weights]), rankConstant, candidates });
  }

  /** @throws (as a rejection) what a retriever throws; the signal's reason. */
  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, signal } = readQuestion(query, options);
    const { filter } = options;
    return inSpan(
      'retriever',
      () => ({ name: 'HybridRetriever', inputs: { query, k, filter } }),
      async () => {
        const asked = {
          k: Math.max(k, this.#options.candidates),
          ...(filter === undefined ? {} : { filter }),
        };
        return this.#joined(await this.#askAll(query, asked, signal)).slice(0, k);
      },
    );
  }

  async #askAll(
    query: string,
    asked: RetrieveOptions,
    outer: AbortSignal | undefined,
  ): Promise<(readonly Passage[])[]> {
    const linked = linkSignals(outer);
    const { signal } = linked;
    try {
      return await Promise.all(
        this.#retrievers.map((retriever) => retriever.retrieve(query, { ...asked, signal })),
      );
    } catch (error) {
      linked.abort(error);
      throw error;
    } finally {
      linked.dispose();
    }
  }

  #joined(rankings: readonly (readonly Passage[])[]): Passage[] {
    const { weights, rankConstant } = this.#options;
    const scores = new Map<string, number>();
    const passages = new Map<string, Passage>();
    rankings.forEach((ranking, index) => {
      ranking.forEach((passage, place) => {
        const { id } = passage;
        if (!passages.has(id)) passages.set(id, passage);
        scores.set(id, (scores.get(id) ?? 0) + (weights[index] as number) / (rankConstant + place + 1));
      });
    });
    // Sorting is stable: of equal ones, first what the first retriever ranked higher.
    return [...passages.values()]
      .map((passage) => Object.freeze({ ...passage, score: scores.get(passage.id) as number }))
      .sort((left, right) => right.score - left.score);
  }
}

function assertRetrievers(retrievers: readonly unknown[]): void {
  const isEach = retrievers.every((each) => typeof each === 'object' && each !== null && 'retrieve' in each);
  if (isEach && retrievers.length > 0) return;
  throw new InvalidArgumentError('new HybridRetriever(retrievers)', {
    found: isEach ? 'none' : 'something without a method retrieve',
    expected: 'a list of at least one retriever.',
  });
}

function assertWeights(weights: readonly number[], count: number): void {
  const isEach = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (isEach && weights.length === count) return;
  throw new InvalidArgumentError('new HybridRetriever(retrievers, { weights })', {
    found: `[${weights.join(', ')}]`,
    expected: `${count} numbers of at least 0, one for each retriever.`,
  });
}
