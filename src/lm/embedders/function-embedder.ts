import { assertKnownOptions } from '../../util';
import type { EmbedCall, Embedder } from '../embedder';
import { embedInBatches } from './embed-in-batches';
import { EmbeddingCache, type EmbeddingCacheOption } from './embedding-cache';
import { assertVectors } from './embedding-error';
import { unitVector } from './unit-vector';

/** Turns texts into vectors, one for each, in their order. */
export type EmbedFunction = (
  texts: readonly string[],
  call: EmbedCall,
) => readonly ArrayLike<number>[] | Promise<readonly ArrayLike<number>[]>;

/** How a {@link FunctionEmbedder} calls its function. */
export interface FunctionEmbedderOptions {
  /**
   * What the function is called in errors, and what its vectors are kept by, with `cache` and in files: another function needs
   * another name.
   * @default 'embed function'
   */
  readonly name?: string;
  /**
   * Most texts in one call.
   * @default 256
   */
  readonly batchSize?: number;
  /**
   * Most calls at once.
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * Where vectors are kept, by name and text: a store, true for the one in force, false for nowhere.
   * @default false
   */
  readonly cache?: EmbeddingCacheOption;
}

/**
 * Any function as an embedder: batches, equal texts once, vectors checked and scaled to length 1.
 *
 * @example
 * ```ts
 * const embedder = new FunctionEmbedder((texts) => model.encode(texts), { name: 'my-model' });
 * ```
 */
export class FunctionEmbedder implements Embedder {
  readonly #embed: EmbedFunction;
  readonly #options: FunctionEmbedderOptions;
  readonly #cache: EmbeddingCache;

  /** @throws {@link UnknownOptionError}. */
  constructor(embed: EmbedFunction, options: FunctionEmbedderOptions = {}) {
    assertKnownOptions(options, ['name', 'batchSize', 'concurrency', 'cache'], 'new FunctionEmbedder(...)');
    this.#embed = embed;
    this.#options = Object.freeze({ ...options });
    this.#cache = new EmbeddingCache({ name: this.#name }, options.cache ?? false);
  }

  get id(): string {
    return this.#name;
  }

  get #name(): string {
    return this.#options.name ?? 'embed function';
  }

  /** @throws (as a rejection) what the function throws; {@link EmbeddingError} for what are no vectors. */
  async embed(texts: readonly string[], call: EmbedCall = {}): Promise<Float32Array[]> {
    const { batchSize = 256, concurrency = 1 } = this.#options;
    return embedInBatches(texts, {
      batchSize,
      concurrency,
      cache: this.#cache,
      signal: call.signal,
      embed: async (batch) => {
        const vectors = await this.#embed(batch, call);
        assertVectors(this.#name, vectors, batch.length);
        return vectors.map(unitVector);
      },
    });
  }
}
