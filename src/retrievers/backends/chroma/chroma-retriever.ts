import { InvalidArgumentError } from '../../../errors';
import { VectorCollection, type VectorCollectionOptions } from '../vector-collection';
import { ChromaStore } from './chroma-store';

/** Where the passages of a {@link ChromaRetriever} are. */
export interface ChromaRetrieverOptions extends VectorCollectionOptions {
  /** The collection. It is created at the first `add` when it is not there. */
  readonly collection: string;
  /**
   * Where the server is.
   * @default 'http://localhost:8000'
   */
  readonly url?: string;
  /**
   * Sent with every request; a token belongs here, such as `{ 'x-chroma-token': … }`.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The tenant.
   * @default 'default_tenant'
   */
  readonly tenant?: string;
  /**
   * The database.
   * @default 'default_database'
   */
  readonly database?: string;
}

/**
 * Searches passages in Chroma by the cosine similarity of embeddings, through the package `chromadb`.
 *
 * Chroma knows flat metadata alone, so the whole is kept beside it as JSON, and lists in a form that filters can look into.
 * Filters are translated but for `$exists`, orders of texts, and orders under `$not`.
 *
 * @example
 * ```ts
 * const retriever = new ChromaRetriever({ url: 'http://localhost:8000', collection: 'handbook', embedder });
 * ```
 */
export class ChromaRetriever extends VectorCollection {
  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: ChromaRetrieverOptions) {
    const { collection, url = 'http://localhost:8000', headers = {}, ...others } = options;
    const { tenant = 'default_tenant', database = 'default_database', ...rest } = others;
    if (!URL.canParse(url)) {
      throw new InvalidArgumentError('new ChromaRetriever({ url })', {
        found: 'something else',
        expected: 'an address such as http://localhost:8000.',
      });
    }
    super(new ChromaStore({ collection, url: new URL(url), headers, tenant, database }), rest);
  }
}
