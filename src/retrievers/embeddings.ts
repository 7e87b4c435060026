import { embedderIdOf, type Embedder } from '../lm';
import { untilAborted } from '../resilience';
import { inSpan } from '../tracing';
import { assertKnownOptions } from '../util';
import {
  assertCount,
  readLocalQuestion,
  type LocalRetrieveOptions,
  type PassagePredicate,
} from './check-options';
import { PassageTable } from './passage-table';
import { readPassages } from './read-passages';
import type { ChangeOptions, Passage, PassageCollection, PassageInput, StoredPassage } from './retriever';
import { assertSameEmbedder } from './vectors/embedder-mismatch-error';
import { embedAll } from './vectors/embed-all';
import { VectorIndex } from './vectors/vector-index';

/** How {@link Embeddings} are read from a file. */
export interface EmbeddingsLoadOptions {
  /** Turns passages and queries into vectors. */
  readonly embedder: Embedder;
  /**
   * Most texts in one call of the embedder.
   * @default 200
   */
  readonly batchSize?: number;
  /**
   * Most passages that a search without `k` gives.
   * @default 5
   */
  readonly k?: number;
}

/** What {@link Embeddings} search, and how. */
export interface EmbeddingsOptions extends EmbeddingsLoadOptions {
  /**
   * The passages. Ids default to places in this list.
   * @default none
   */
  readonly corpus?: readonly PassageInput[];
}

/**
 * Searches a collection in memory, exactly, by the cosine similarity of embeddings. DSPy's `Embeddings`.
 *
 * The corpus is embedded at the first search or change; should that fail, the next one tries again. What is added later is
 * embedded alone. Changes are made one after the other; a search sees all or nothing of each.
 *
 * @remarks Unlike DSPy's, it finds the best passages exactly at every size, can be changed, and knows which embedder a file
 * was made with.
 *
 * @example
 * ```ts
 * const retriever = new Embeddings({ corpus: texts, embedder: new OpenAIEmbedder('openai/text-embedding-3-small') });
 * const passages = await retriever.retrieve('how do I get my money back?', { k: 3 });
 * await retriever.save('handbook.passages');
 * ```
 */
export class Embeddings implements PassageCollection {
  readonly #embedder: Embedder;
  readonly #batchSize: number;
  readonly #k: number;
  readonly #table = new PassageTable();
  #index = new VectorIndex();
  #corpus: readonly StoredPassage[];
  #ready: Promise<void> | undefined;
  #changes: Promise<unknown> = Promise.resolve();

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError} for options that no search could work with. */
  constructor(options: EmbeddingsOptions) {
    assertKnownOptions(options, ['corpus', 'embedder', 'batchSize', 'k'], 'new Embeddings(...)');
    const { corpus = [], embedder, batchSize = 200, k = 5 } = options;
    assertCount(batchSize, 'new Embeddings({ batchSize })');
    assertCount(k, 'new Embeddings({ k })');
    this.#embedder = embedder;
    this.#batchSize = batchSize;
    this.#k = k;
    this.#corpus = this.#table.named(readPassages(corpus, 'new Embeddings({ corpus })'));
  }

  /**
   * Reads what {@link save} wrote. Nothing is embedded, and the answers are the same to the last digit. The file is read in
   * pieces: it is never in memory beside the vectors.
   *
   * @throws {@link FileReadError} for a file that cannot be read, is damaged or is another retriever's;
   * {@link EmbedderMismatchError} for one made with another embedder.
   */
  static async load(file: string, options: EmbeddingsLoadOptions): Promise<Embeddings> {
    const loaded = new Embeddings(options);
    const { readPassageFile } = await import('./saved/read-passage-file');
    const { passages } = await readPassageFile(file, 'embeddings', {
      begin: ({ settings }) => assertSameEmbedder(file, settings['embedder'], embedderIdOf(options.embedder)),
      take: (rows, dimensions) => loaded.#index.addRows(rows, dimensions),
    });
    for (const passage of loaded.#table.named(passages)) loaded.#table.put(passage);
    return loaded;
  }

  /** How many passages there are. */
  get size(): number {
    return this.#table.size + this.#corpus.length;
  }

  /**
   * @throws (as a rejection) {@link InvalidArgumentError}, {@link UnknownOptionError}; what the embedder throws; the signal's
   * reason.
   */
  async retrieve(query: string, options: LocalRetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, accepts, signal } = readLocalQuestion(query, options, this.#k);
    return inSpan(
      'retriever',
      () => ({ name: 'Embeddings', inputs: { query, k, filter: options.filter } }),
      async () => {
        // Shared by all searches, so no one search's signal may end it.
        await untilAborted(this.#embedded(), signal);
        const [vector] = await this.#embedder.embed([query], { signal });
        signal?.throwIfAborted();
        return this.#nearest(vector ?? [], k, accepts);
      },
    );
  }

  /** @throws (as a rejection) {@link InvalidArgumentError}; what the embedder throws. Nothing is added then. */
  async add(passages: readonly PassageInput[], { signal }: ChangeOptions = {}): Promise<readonly string[]> {
    const read = readPassages(passages, 'add(passages)');
    return this.#change(signal, async () => {
      const named = this.#table.named(read);
      this.#put(named, await this.#embed(named, signal));
      return named.map(({ id }) => id);
    });
  }

  async remove(ids: readonly string[], { signal }: ChangeOptions = {}): Promise<void> {
    await this.#change(signal, async () => {
      for (const id of ids) this.#table.remove(id);
      if (this.#table.isSparse) this.#pack();
    });
  }

  /**
   * Writes passages and vectors to a file, whole or not at all, in pieces.
   *
   * @throws (as a rejection) {@link FileWriteError}; what the embedder throws when the corpus was not embedded yet.
   */
  async save(file: string): Promise<void> {
    const { writePassageFile } = await import('./saved/write-passage-file');
    await this.#change(undefined, async () => {
      const passages = this.#table.passages();
      await writePassageFile(file, {
        kind: 'embeddings',
        settings: { embedder: embedderIdOf(this.#embedder) },
        passages,
        dimensions: this.#index.dimensions ?? 0,
        vectors: this.#index.rows(this.#table.filled()),
      });
    });
  }

  #nearest(vector: ArrayLike<number>, k: number, accepts: PassagePredicate | undefined): readonly Passage[] {
    const found = this.#index.nearest(vector, k, (place) => {
      const passage = this.#table.at(place);
      return passage !== undefined && (accepts === undefined || accepts(passage));
    });
    return found.map(({ index, score }) =>
      Object.freeze({ ...(this.#table.at(index) as StoredPassage), score }),
    );
  }

  /** One change at a time, the corpus first. */
  #change<Result>(signal: AbortSignal | undefined, change: () => Promise<Result>): Promise<Result> {
    const result = this.#changes.then(async () => {
      signal?.throwIfAborted();
      await this.#embedded();
      return change();
    });
    this.#changes = result.catch(() => undefined);
    return untilAborted(result, signal);
  }

  #embedded(): Promise<void> {
    if (this.#corpus.length === 0) return Promise.resolve();
    this.#ready ??= this.#embed(this.#corpus).then(
      (vectors) => {
        this.#put(this.#corpus, vectors);
        this.#corpus = [];
      },
      (error: unknown) => {
        this.#ready = undefined;
        throw error;
      },
    );
    return this.#ready;
  }

  #embed(passages: readonly StoredPassage[], signal?: AbortSignal): Promise<Float32Array[]> {
    const texts = passages.map(({ text }) => text);
    return embedAll(this.#embedder, texts, { batchSize: this.#batchSize, signal });
  }

  #put(passages: readonly StoredPassage[], vectors: readonly Float32Array[]): void {
    this.#index.add(vectors);
    for (const passage of passages) {
      this.#table.remove(passage.id);
      this.#table.put(passage);
    }
    if (this.#table.isSparse) this.#pack();
  }

  #pack(): void {
    const packed = new VectorIndex();
    for (const row of this.#index.rows(this.#table.pack())) packed.addRows(row, row.length);
    this.#index = packed;
  }
}
