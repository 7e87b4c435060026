import { Pool } from 'pg';
import { HashedEmbedder } from '../../../src/lm';
import { RetrieverError } from '../../../src/retrievers';
import { PgVectorRetriever, type PgPool } from '../../../src/retrievers/backends';
import { describeRetriever, type RetrieverContract } from '../../contracts/retriever.contract';
import { startPglite, type PgliteServer } from '../../support/pglite-server';

const embedder = new HashedEmbedder({ dimensions: 256 });
/** A database of one's own with the extension pgvector; its tables `dspex_test_…` are made and removed. */
const OWN = process.env['DSPEX_TEST_POSTGRES_URL'];

let server: PgliteServer;
let pool: Pool;
beforeAll(async () => {
  server = await startPglite();
  pool = new Pool({ connectionString: address(), max: 4 });
});
afterAll(async () => {
  await pool.end();
  await server.close();
});

const address = (): string => `postgres://postgres:none@${server.address}/postgres`;
let made = 0;
const nextTable = (): string => `dspex_test_${process.pid}_${made++}`;

const contractOf = (name: string, poolOf: () => PgPool): RetrieverContract => ({
  name,
  create: async (passages) => {
    const retriever = new PgVectorRetriever({ pool: poolOf(), table: nextTable(), embedder });
    await retriever.remove(await retriever.add(['the first makes the table']));
    await retriever.add(passages);
    return retriever;
  },
});

describeRetriever(contractOf('PgVectorRetriever on PGlite', () => pool));

describe('PgVectorRetriever', () => {
  it('opens and closes connections of its own, and is read by whoever knows the table', async () => {
    const table = nextTable();
    const retriever = new PgVectorRetriever({ connectionString: address(), table, embedder });
    await retriever.add([{ id: 'a', text: 'a cat', metadata: { topic: 'pets' } }]);
    await retriever.close();
    expect(await retriever.retrieve('cat')).toHaveLength(1);
    await retriever.close();
    const { rows } = await pool.query(`SELECT id, text, metadata FROM ${table}`);
    expect(rows).toEqual([{ id: 'a', text: 'a cat', metadata: { topic: 'pets' } }]);
  });

  it('finds nothing by what only looks like a command', async () => {
    const table = nextTable();
    const retriever = new PgVectorRetriever({ pool, table, embedder });
    const field = `x' OR "1"='1 $.a ? (@ == 1) \\`;
    await retriever.add([
      { id: "'; DROP TABLE x; --", text: 'it\'s a "cat" \\ $1', metadata: { [field]: "o'r" } },
    ]);
    expect(await retriever.retrieve('cat', { filter: { [field]: "o'r" } })).toHaveLength(1);
    expect(await retriever.retrieve('cat', { filter: { [field]: "' OR true" } })).toEqual([]);
    await retriever.remove(["'; DROP TABLE x; --"]);
    expect(await retriever.retrieve('cat')).toEqual([]);
    expect(() => new PgVectorRetriever({ pool, table: 'a; DROP TABLE b', embedder })).toThrow(
      'the name of a table',
    );
  });

  it('gives a query that says nothing the score 0', async () => {
    const retriever = new PgVectorRetriever({ pool, table: nextTable(), embedder });
    await retriever.add(['a cat']);
    expect((await retriever.retrieve('...'))[0]?.score).toBe(0);
  });

  it('says what to do where there is no such table, and creates none when it may not', async () => {
    const table = nextTable();
    const retriever = new PgVectorRetriever({ pool, table, embedder, createTable: false });
    await expect(retriever.add(['a cat'])).rejects.toMatchObject({ serverCode: '42P01', retryable: false });
    await expect(retriever.retrieve('cat')).rejects.toThrow('add passages first');
  });

  it('refuses vectors of another length than the table has', async () => {
    const table = nextTable();
    await new PgVectorRetriever({ pool, table, embedder }).add(['a cat']);
    const other = new PgVectorRetriever({ pool, table, embedder: new HashedEmbedder({ dimensions: 8 }) });
    await expect(other.add(['a dog'])).rejects.toMatchObject({ retryable: false, code: 'RETRIEVER' });
  });

  it('says that a database is down, tries again, and tells no password', async () => {
    const password = 'planted-pass%20word';
    const connectionString = `postgres://me:${password}@127.0.0.1:1/db`;
    const retriever = new PgVectorRetriever({ connectionString, embedder, firstDelay: 1, maxDelay: 1 });
    const error = await retriever.retrieve('cat').catch((thrown: unknown) => thrown as RetrieverError);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining('server runs') });
    expect(JSON.stringify(error)).not.toMatch(/planted/);
    await retriever.close();
  });

  it('tells errors that may go away from those that will not', async () => {
    const failing = (facts: object) =>
      new PgVectorRetriever({
        pool: {
          connect: () => Promise.reject(Object.assign(new Error('no'), facts)),
          end: async () => undefined,
        },
        embedder,
        maxRetries: 0,
      }).retrieve('cat');
    for (const code of ['40001', '57P01', '53300', '08006']) {
      await expect(failing({ code })).rejects.toMatchObject({ retryable: true, serverCode: code });
    }
    for (const code of ['28P01', '42501', '22P02']) {
      await expect(failing({ code })).rejects.toMatchObject({ retryable: false, serverCode: code });
    }
    await expect(failing({ message: 'Connection terminated unexpectedly' })).rejects.toMatchObject({
      retryable: true,
    });
  });

  it('closes the connection of a search that is aborted, and goes on with others', async () => {
    const released: unknown[] = [];
    const hanging: PgPool = {
      connect: async () => ({
        query: () => new Promise(() => undefined),
        release: (destroy) => released.push(destroy),
      }),
      end: async () => undefined,
    };
    const retriever = new PgVectorRetriever({ pool: hanging, embedder });
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const answer = expect(retriever.retrieve('cat', { signal: controller.signal })).rejects.toBe(reason);
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    await answer;
    expect(released).toEqual([true]);
  });
});

if (OWN === undefined) {
  describe.skip('PgVectorRetriever on DSPEX_TEST_POSTGRES_URL (skipped where it is not set)', () =>
    it('runs', () => undefined));
} else {
  const own = new Pool({ connectionString: OWN });
  afterAll(async () => {
    for (let number = 0; number < made; number++)
      await own.query(`DROP TABLE IF EXISTS dspex_test_${process.pid}_${number}`);
    await own.end();
  });
  describeRetriever(contractOf('PgVectorRetriever on DSPEX_TEST_POSTGRES_URL', () => own));
}
