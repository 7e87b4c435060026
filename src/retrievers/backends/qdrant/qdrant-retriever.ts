import { VectorCollection, type VectorCollectionOptions } from '../vector-collection';
import { QdrantStore } from './qdrant-store';

/** Where the passages of a {@link QdrantRetriever} are. */
export interface QdrantRetrieverOptions extends VectorCollectionOptions {
  /** The collection. It is created at the first `add` when it is not there. */
  readonly collection: string;
  /**
   * Where the server is.
   * @default 'http://localhost:6333'
   */
  readonly url?: string;
  /**
   * The key, for servers that want one.
   * @default none
   */
  readonly apiKey?: string;
  /**
   * Sent with every request.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Searches passages in Qdrant by the cosine similarity of embeddings, through the package `@qdrant/js-client-rest`.
 *
 * Filters are all translated but for orders of texts. Fields that are often filtered want a payload index of
 * `metadata.<field>`, which Qdrant Cloud may insist on.
 *
 * @example
 * ```ts
 * const retriever = new QdrantRetriever({ url: 'http://localhost:6333', collection: 'handbook', embedder });
 * ```
 */
export class QdrantRetriever extends VectorCollection {
  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: QdrantRetrieverOptions) {
    const { collection, url = 'http://localhost:6333', apiKey, headers = {}, ...rest } = options;
    super(new QdrantStore({ collection, url, apiKey, headers }), rest);
  }
}
