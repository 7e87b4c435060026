import { InvalidArgumentError } from '../../../errors';
import { passwordsIn } from '../passwords-in';
import { VectorCollection, type VectorCollectionOptions } from '../vector-collection';
import { connectRedis, type RedisConnection } from './redis-connection';
import { RedisStore } from './redis-store';

/** Where the passages of a {@link RedisRetriever} are. */
export interface RedisRetrieverOptions extends VectorCollectionOptions {
  /** The index. It is created at the first `add` when it is not there. Keys begin with its name and a colon. */
  readonly index: string;
  /**
   * Where the server is, as `redis://user:password@host:port`.
   * @default 'redis://localhost:6379'
   */
  readonly url?: string;
  /**
   * Fields of metadata that filters may ask for. Those of an index that is there already do not change.
   * @default none
   */
  readonly fields?: readonly string[];
  /**
   * How vectors are searched: all of them (`FLAT`), or by an approximate graph (`HNSW`), for a million and more.
   * @default 'FLAT'
   */
  readonly algorithm?: 'FLAT' | 'HNSW';
}

/**
 * Searches passages in Redis (8, or with the module RediSearch) by the cosine similarity of embeddings, through the package
 * `redis`.
 *
 * Each passage is a hash under `<index>:<id>`. Filters are translated but for orders of texts, over the fields that the index was
 * made for. A command that was sent is answered unseen when its search is aborted: Redis has no way to take it back.
 *
 * @example
 * ```ts
 * const retriever = new RedisRetriever({ index: 'handbook', embedder, fields: ['topic', 'year'] });
 * ```
 */
export class RedisRetriever extends VectorCollection {
  readonly #own: { connection: Promise<RedisConnection> | undefined };

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: RedisRetrieverOptions) {
    const { index, url = 'redis://localhost:6379', fields = [], algorithm = 'FLAT', ...rest } = options;
    if (algorithm !== 'FLAT' && algorithm !== 'HNSW') {
      throw new InvalidArgumentError('new RedisRetriever({ algorithm })', {
        found: String(algorithm),
        expected: "'FLAT' or 'HNSW'.",
      });
    }
    const own: { connection: Promise<RedisConnection> | undefined } = { connection: undefined };
    const connect = async (): Promise<RedisConnection> => {
      const standing = await own.connection?.catch(() => undefined);
      if (standing?.isReady === true) return standing;
      // Others may have waited for the same broken connection.
      const current = own.connection;
      if (current !== undefined && (await current.catch(() => undefined))?.isReady === true) return current;
      own.connection = connectRedis(url);
      return own.connection;
    };
    super(
      new RedisStore({ connect, index, fields: [...fields], algorithm, secrets: passwordsIn(url) }),
      rest,
    );
    this.#own = own;
  }

  /** Closes the connection. The next call opens one again. */
  async close(): Promise<void> {
    const { connection } = this.#own;
    this.#own.connection = undefined;
    await (await connection?.catch(() => undefined))?.close();
  }
}
