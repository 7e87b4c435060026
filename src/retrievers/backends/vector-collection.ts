import { DspyError, InvalidArgumentError } from '../../errors';
import type { Embedder } from '../../lm';
import { inSpan } from '../../tracing';
import { assertKnownOptions } from '../../util';
import { assertCount, readQuestion } from '../check-options';
import { contentId, readPassages } from '../read-passages';
import type { ChangeOptions, Passage, PassageCollection, PassageInput, RetrieveOptions } from '../retriever';
import {
  assertSupervision,
  superviseCall,
  SUPERVISION_OPTIONS,
  type SupervisionOptions,
} from '../supervision/call-policy';
import { embedAll } from '../vectors/embed-all';
import type { VectorStore } from './vector-store';

/** How a {@link VectorCollection} embeds, and how its calls are supervised. */
export interface VectorCollectionOptions extends SupervisionOptions {
  /** Turns passages and queries into vectors. The one that everything in the collection was made with. */
  readonly embedder: Embedder;
  /**
   * Most passages that are embedded and written at once.
   * @default 200
   */
  readonly batchSize?: number;
}

/** The names of {@link VectorCollectionOptions}. */
const COLLECTION_OPTIONS: readonly string[] = [...SUPERVISION_OPTIONS, 'embedder', 'batchSize'];

/**
 * A collection of passages in a {@link VectorStore}: embeds, supervises every call, and checks what it is asked.
 *
 * Passages without an id are called by a hash of what they are, so that writing the same ones again changes nothing. What is
 * written in several batches is written batch by batch: when one fails, those before it stay.
 */
export class VectorCollection implements PassageCollection {
  readonly #store: VectorStore;
  readonly #options: VectorCollectionOptions;
  readonly #name: string;

  /**
   * @param store where the passages are.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  constructor(store: VectorStore, options: VectorCollectionOptions) {
    const where = `new ${new.target.name}(...)`;
    assertKnownOptions(options, COLLECTION_OPTIONS, where);
    assertSupervision(options, where);
    assertCount(options.batchSize ?? 1, `${where} batchSize`);
    if (typeof options.embedder !== 'object' || options.embedder === null) {
      throw new InvalidArgumentError(`${where} embedder`, {
        found: typeof options.embedder,
        expected: 'an embedder.',
        fix: "embedder: new OpenAIEmbedder('openai/text-embedding-3-small')",
      });
    }
    this.#store = store;
    this.#options = Object.freeze({ ...options });
    this.#name = options.name ?? store.name;
  }

  /**
   * @throws (as a rejection) {@link RetrieverError}, {@link RetrieverTimeoutError}, {@link UnsupportedFilterError}; what the
   * embedder throws; the signal's reason.
   */
  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, filter, signal } = readQuestion(query, options);
    return inSpan(
      'retriever',
      () => ({ name: this.#name, inputs: { query, k, filter: options.filter } }),
      async () => {
        const [vector] = await embedAll(this.#options.embedder, [query], { batchSize: 1, signal });
        return this.#attempt(signal, (inner) =>
          this.#store.search({ vector: vector as Float32Array, k, filter, signal: inner }),
        );
      },
    );
  }

  /** @throws (as a rejection) {@link InvalidArgumentError}, {@link RetrieverError}; what the embedder throws. */
  async add(passages: readonly PassageInput[], { signal }: ChangeOptions = {}): Promise<readonly string[]> {
    const { embedder, batchSize = 200 } = this.#options;
    const rows = readPassages(passages, 'add(passages)').map(({ id, ...rest }) => ({
      ...rest,
      id: id ?? contentId(rest),
    }));
    signal?.throwIfAborted();
    for (let start = 0; start < rows.length; start += batchSize) {
      // The same passage twice is written once: databases refuse two rows of one id in one command.
      const batch = [...new Map(rows.slice(start, start + batchSize).map((row) => [row.id, row])).values()];
      const vectors = await embedAll(
        embedder,
        batch.map(({ text }) => text),
        { batchSize, signal },
      );
      const whole = batch.map((row, index) => ({ ...row, vector: vectors[index] as Float32Array }));
      await this.#attempt(signal, (inner) => this.#store.upsert(whole, inner));
    }
    return rows.map(({ id }) => id);
  }

  /** @throws (as a rejection) {@link RetrieverError}. */
  async remove(ids: readonly string[], { signal }: ChangeOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (ids.length === 0) return;
    await this.#attempt(signal, (inner) => this.#store.remove(ids, inner));
  }

  #attempt<Result>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    return superviseCall(this.#options, {
      name: this.#name,
      signal,
      attempt: async (inner) => {
        try {
          return await work(inner);
        } catch (error) {
          inner.throwIfAborted();
          throw DspyError.isInstance(error) ? error : this.#store.toError(error);
        }
      },
    });
  }
}
