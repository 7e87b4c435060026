import { InvalidArgumentError } from '../../../errors';
import { passwordsIn } from '../passwords-in';
import { VectorCollection, type VectorCollectionOptions } from '../vector-collection';
import { openPool, type PgPool } from './pg-pool';
import { PgvectorStore } from './pgvector-store';

/** Where the passages of a {@link PgVectorRetriever} are. */
export interface PgVectorRetrieverOptions extends VectorCollectionOptions {
  /**
   * Where Postgres is, as `postgres://user:password@host:port/database`.
   * @default what the variables of the environment say that `pg` reads (`PGHOST` and the like)
   */
  readonly connectionString?: string;
  /**
   * A `Pool` of `pg` of one's own, instead of `connectionString`. It is not closed by `close()`.
   * @default a pool that is opened at the first call
   */
  readonly pool?: PgPool;
  /**
   * The table, with its schema if need be.
   * @default 'passages'
   */
  readonly table?: string;
  /**
   * Whether the table, and the extension `vector`, are created when they are not there at the first `add`.
   * @default true
   */
  readonly createTable?: boolean;
}

/**
 * Searches passages in Postgres by the cosine similarity of embeddings, with the extension pgvector, through the package `pg`.
 *
 * The table has the columns `id text`, `place bigserial`, `text text`, `metadata jsonb`, `embedding vector(n)`. The search is exact
 * until you make an index: `CREATE INDEX ON passages USING hnsw (embedding vector_cosine_ops)`. With an index and filters, set
 * `hnsw.iterative_scan` too, or fewer than `k` passages may come back.
 *
 * @example
 * ```ts
 * const retriever = new PgVectorRetriever({ connectionString: process.env['DATABASE_URL'], embedder });
 * await retriever.add([{ id: 'tickets', text: 'A ticket costs 12 euros.', metadata: { topic: 'visit' } }]);
 * const passages = await retriever.retrieve('what does it cost?', { k: 3, filter: { topic: 'visit' } });
 * ```
 */
export class PgVectorRetriever extends VectorCollection {
  readonly #own: { pool: Promise<PgPool> | undefined };

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: PgVectorRetrieverOptions) {
    const { connectionString, pool, table = 'passages', createTable = true, ...rest } = options;
    const own: { pool: Promise<PgPool> | undefined } = { pool: undefined };
    const open = (): Promise<PgPool> => (own.pool ??= openPool(connectionString));
    super(
      new PgvectorStore({
        pool: pool === undefined ? open : async () => pool,
        table: quoted(table),
        createTable,
        secrets: passwordsIn(connectionString),
      }),
      rest,
    );
    this.#own = own;
  }

  /** Closes the connections that were opened here. The next call opens them again. */
  async close(): Promise<void> {
    const { pool } = this.#own;
    this.#own.pool = undefined;
    await (await pool)?.end();
  }
}

function quoted(table: string): string {
  const parts = String(table).split('.');
  if (parts.length <= 2 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(part))) {
    return parts.map((part) => `"${part}"`).join('.');
  }
  throw new InvalidArgumentError('new PgVectorRetriever({ table })', {
    found: String(table),
    expected: 'the name of a table, such as passages or library.passages.',
  });
}
