import { InvalidArgumentError } from '../../errors';
import { inSpan } from '../../tracing';
import { assertKnownOptions } from '../../util';
import { assertCount, readLocalQuestion, type LocalRetrieveOptions } from '../check-options';
import { PassageTable } from '../passage-table';
import { readPassages } from '../read-passages';
import type { ChangeOptions, Passage, PassageCollection, PassageInput } from '../retriever';
import { InvertedIndex } from './inverted-index';
import { wordsOf } from './words-of';

/** How a {@link BM25Retriever} is read from a file. */
export interface BM25LoadOptions {
  /**
   * Divides texts and queries into words. The same as when the file was saved.
   * @default runs of letters and digits, lower-case
   */
  readonly tokenize?: (text: string) => readonly string[];
}

/** What a {@link BM25Retriever} searches, and how. */
export interface BM25RetrieverOptions extends BM25LoadOptions {
  /**
   * The passages. Ids default to places in this list.
   * @default none
   */
  readonly corpus?: readonly PassageInput[];
  /**
   * How fast more of the same word stops to count: 0 for at once; at least 0.
   * @default 1.2
   */
  readonly k1?: number;
  /**
   * How much long passages have to hold to be worth as much as short ones, from 0 (length does not count) to 1.
   * @default 0.75
   */
  readonly b?: number;
  /**
   * Most passages that a search without `k` gives.
   * @default 5
   */
  readonly k?: number;
}

/**
 * Searches a collection in memory by the words of the query, ranked by BM25. No model, no server.
 *
 * Passages without any word of the query are not found. What it costs goes by how often the words of the query occur.
 *
 * @example
 * ```ts
 * const retriever = new BM25Retriever({ corpus: ['The cat sleeps.', 'Markets fell.'] });
 * const [best] = await retriever.retrieve('where is the cat?', { k: 1 });
 * ```
 */
export class BM25Retriever implements PassageCollection {
  readonly #options: Required<Omit<BM25RetrieverOptions, 'corpus' | 'tokenize'>>;
  readonly #tokenize: (text: string) => readonly string[];
  readonly #table: PassageTable;
  #index: InvertedIndex;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError} for options that no search could work with. */
  constructor(options: BM25RetrieverOptions = {}) {
    const where = 'new BM25Retriever(...)';
    assertKnownOptions(options, ['corpus', 'k1', 'b', 'k', 'tokenize'], where);
    const { corpus = [], k1 = 1.2, b = 0.75, k = 5, tokenize = wordsOf } = options;
    assertCount(k, 'new BM25Retriever({ k })');
    assertBetween(k1, Number.MAX_VALUE, 'new BM25Retriever({ k1 })');
    assertBetween(b, 1, 'new BM25Retriever({ b })');
    this.#options = Object.freeze({ k1, b, k });
    this.#tokenize = tokenize;
    this.#table = new PassageTable();
    this.#index = new InvertedIndex(this.#options);
    this.#add(corpus, 'new BM25Retriever({ corpus })');
  }

  /**
   * Reads a retriever that {@link save} wrote. It gives the same answers as the one that was saved.
   *
   * @throws {@link FileReadError} for a file that cannot be read, is damaged or is another retriever's; {@link
   * InvalidArgumentError} when it was saved with a tokenizer of the user's and none is given, or the other way round.
   */
  static async load(file: string, options: BM25LoadOptions = {}): Promise<BM25Retriever> {
    assertKnownOptions(options, ['tokenize'], 'BM25Retriever.load(file, ...)');
    const { readPassageFile } = await import('../saved/read-passage-file');
    const { settings, passages } = await readPassageFile(file, 'bm25');
    const { tokenizer, ...rest } = settings as unknown as Required<
      Omit<BM25RetrieverOptions, 'corpus' | 'tokenize'>
    > & {
      readonly tokenizer: string;
    };
    if (tokenizer !== tokenizerName(options.tokenize ?? wordsOf)) {
      throw new InvalidArgumentError('BM25Retriever.load(file, { tokenize })', {
        found: options.tokenize === undefined ? 'no tokenizer' : 'a tokenizer',
        expected:
          tokenizer === 'words' ? 'none, as when the file was saved.' : 'the one the file was saved with.',
      });
    }
    return new BM25Retriever({ ...rest, ...options, corpus: passages });
  }

  /** How many passages there are. */
  get size(): number {
    return this.#table.size;
  }

  /** @throws (as a rejection) {@link InvalidArgumentError}, {@link UnknownOptionError}; the signal's reason. */
  async retrieve(query: string, options: LocalRetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, accepts } = readLocalQuestion(query, options, this.#options.k);
    return inSpan(
      'retriever',
      () => ({ name: 'BM25Retriever', inputs: { query, k, filter: options.filter } }),
      async () => this.#search(query, k, accepts),
    );
  }

  /** @throws (as a rejection) {@link InvalidArgumentError}; nothing is added then. */
  async add(passages: readonly PassageInput[], { signal }: ChangeOptions = {}): Promise<readonly string[]> {
    signal?.throwIfAborted();
    return this.#add(passages, 'add(passages)');
  }

  async remove(ids: readonly string[], { signal }: ChangeOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    for (const id of ids) this.#remove(id);
    if (!this.#table.isSparse) return;
    this.#table.pack();
    this.#index = new InvertedIndex(this.#options);
    for (const { text } of this.#table.passages()) this.#index.add(this.#tokenize(text));
  }

  /**
   * Writes the passages and settings to a file, whole or not at all. The words are counted again when it is loaded.
   *
   * @throws {@link FileWriteError}.
   */
  async save(file: string): Promise<void> {
    // As it is now, whatever is added while the file is written.
    const passages = this.#table.passages();
    const { writePassageFile } = await import('../saved/write-passage-file');
    const settings = { ...this.#options, tokenizer: tokenizerName(this.#tokenize) };
    await writePassageFile(file, { kind: 'bm25', settings, passages });
  }

  #search(
    query: string,
    k: number,
    accepts: ((passage: Omit<Passage, 'score'>) => boolean) | undefined,
  ): readonly Passage[] {
    const found = this.#index.search({
      words: this.#tokenize(query),
      k,
      accepts: (place) => {
        const passage = this.#table.at(place);
        return passage !== undefined && (accepts === undefined || accepts(passage));
      },
    });
    return found.map(({ index, score }) =>
      Object.freeze({ ...(this.#table.at(index) as Omit<Passage, 'score'>), score }),
    );
  }

  #add(inputs: readonly PassageInput[], where: string): readonly string[] {
    const passages = this.#table.named(readPassages(inputs, where));
    // Before anything is changed: a tokenizer of the user's may throw.
    const words = passages.map(({ text }) => this.#tokenize(text));
    passages.forEach((passage, index) => {
      this.#remove(passage.id);
      this.#table.put(passage);
      this.#index.add(words[index] as readonly string[]);
    });
    return passages.map(({ id }) => id);
  }

  #remove(id: string): void {
    const text = this.#table.textOf(id);
    if (text === undefined) return;
    this.#index.remove(this.#tokenize(text));
    this.#table.remove(id);
  }
}

function tokenizerName(tokenize: unknown): string {
  return tokenize === wordsOf ? 'words' : 'custom';
}

function assertBetween(value: unknown, most: number, where: string): void {
  if (typeof value === 'number' && value >= 0 && value <= most) return;
  throw new InvalidArgumentError(where, {
    found: String(value),
    expected: most === 1 ? 'a number from 0 to 1.' : 'a number of at least 0.',
  });
}
