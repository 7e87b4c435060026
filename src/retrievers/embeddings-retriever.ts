import { InvalidArgumentError } from '../errors';
import type { Embedder } from '../lm';
import { assertKnownOptions } from '../util';
import { embedAll } from './embed-all';
import type { Passage, RetrieveOptions, Retriever } from './retriever';
import { VectorIndex } from './vector-index';

/** What an {@link EmbeddingsRetriever} searches, and how. */
export interface EmbeddingsRetrieverOptions {
  /** The passages: texts alone, or with an id and metadata. Ids default to places in this list. */
  readonly corpus: readonly (
    string | (Partial<Omit<Passage, 'score' | 'text'>> & { readonly text: string })
  )[];
  /** Turns passages and queries into vectors. */
  readonly embedder: Embedder;
  /**
   * Most texts in one call of the embedder.
   * @default 200
   */
  readonly batchSize?: number;
}

/**
 * Searches a collection in memory, exactly, by the cosine similarity of embeddings. DSPy's `Embeddings`.
 *
 * The corpus is embedded at the first search; should that fail, the next search tries again.
 */
export class EmbeddingsRetriever implements Retriever {
  private readonly passages: readonly Omit<Passage, 'score'>[];
  private readonly embedder: Embedder;
  private readonly batchSize: number;
  private index: Promise<VectorIndex> | undefined;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError} for options that no search could work with. */
  constructor(options: EmbeddingsRetrieverOptions) {
    assertKnownOptions(options, ['corpus', 'embedder', 'batchSize'], 'new EmbeddingsRetriever(...)');
    assertCount(options.batchSize ?? 1, 'new EmbeddingsRetriever({ batchSize })');
    this.embedder = options.embedder;
    this.batchSize = options.batchSize ?? 200;
    this.passages = options.corpus.map((entry, place) => {
      const passage = typeof entry === 'string' ? { text: entry } : entry;
      return { id: String(place), metadata: {}, ...passage };
    });
  }

  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    assertKnownOptions(options, ['k', 'filter', 'signal'], 'retrieve(query, ...)');
    const { k = 5, filter, signal } = options;
    assertCount(k, 'retrieve(query, { k })');
    signal?.throwIfAborted();
    const index = await this.embedded();
    const [vector] = await this.embedder.embed([query], { signal });
    signal?.throwIfAborted();
    const accepts = filter && ((place: number) => filter(this.passageAt(place)));
    return index
      .nearest(vector ?? [], k, accepts)
      .map(({ index: place, score }) => ({ ...this.passageAt(place), score }));
  }

  private passageAt(place: number): Omit<Passage, 'score'> {
    return this.passages[place] as Omit<Passage, 'score'>;
  }

  // Shared by all searches, so no one search's signal may end it.
  private embedded(): Promise<VectorIndex> {
    this.index ??= embedAll(
      this.embedder,
      this.passages.map((passage) => passage.text),
      { batchSize: this.batchSize },
    ).then(VectorIndex.from, (error: unknown) => {
      this.index = undefined;
      throw error;
    });
    return this.index;
  }
}

function assertCount(value: number, where: string): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new InvalidArgumentError(where, { found: String(value), expected: 'a whole number of at least 1.' });
}
