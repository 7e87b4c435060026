import { HashedEmbedder } from '../../../src/lm';
import { UnsupportedFilterError, type RetrieverError } from '../../../src/retrievers';
import { RedisRetriever } from '../../../src/retrievers/backends';
import { describeRetriever, type RetrieverContract } from '../../contracts/retriever.contract';
import { startRedisServer, type RedisServer } from '../../support/redis-server';

const embedder = new HashedEmbedder({ dimensions: 256 });
const FIELDS = ['topic', 'year', 'draft', 'rating', 'date', 'unknown', 'tags', 'sizes', 'place'];
/** A server of one's own with the search engine; its indexes `dspex-test-…` are made and stay empty. */
const OWN = process.env['DSPEX_TEST_REDIS_URL'];

let server: RedisServer;
const opened: RedisRetriever[] = [];
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(async () => {
  for (const retriever of opened) await retriever.close();
  await server.close();
});

let made = 0;
const nextIndex = (): string => `dspex-test-${process.pid}-${made++}`;

const contractOf = (name: string, url: () => string): RetrieverContract => ({
  name,
  keepsOrder: false,
  cannot: ['text order'],
  create: async (passages) => {
    const retriever = new RedisRetriever({ url: url(), index: nextIndex(), fields: FIELDS, embedder });
    opened.push(retriever);
    await retriever.remove(await retriever.add(['the first makes the index']));
    await retriever.add(passages);
    return retriever;
  },
});

describeRetriever(contractOf('RedisRetriever', () => server.url));

const collection = async (options: object = {}): Promise<RedisRetriever> => {
  const retriever = new RedisRetriever({
    url: server.url,
    index: nextIndex(),
    embedder,
    firstDelay: 1,
    maxDelay: 1,
    ...options,
  });
  opened.push(retriever);
  await retriever.add([{ id: 'a', text: 'a cat', metadata: { topic: 'x' } }]);
  return retriever;
};

describe('RedisRetriever', () => {
  it('refuses filters by fields that the index was not made for', async () => {
    const retriever = await collection({ fields: ['year'] });
    await expect(retriever.retrieve('cat', { filter: { topic: 'x' } })).rejects.toThrow(
      UnsupportedFilterError,
    );
    expect(await retriever.retrieve('cat', { filter: { topic: { $exists: true } } })).toHaveLength(1);
  });

  it('finds nothing by what only looks like a query', async () => {
    const hostile = '"x"} | @t_746f706963:{* é\u001f\\';
    const retriever = await collection({ fields: ['topic'] });
    await retriever.add([{ id: 'b', text: 'a dog', metadata: { topic: hostile } }]);
    expect(await retriever.retrieve('cat', { filter: { topic: hostile } })).toMatchObject([{ id: 'b' }]);
    expect(await retriever.retrieve('cat', { filter: { topic: 'x} | @t_746f706963:{x' } })).toEqual([]);
  });

  it('knows filters that fit everything or nothing without asking', async () => {
    const retriever = await collection({ fields: ['topic'] });
    expect(await retriever.retrieve('cat', { filter: { $or: [{}, { topic: 'y' }] } })).toHaveLength(1);
    const before = server.commands.length;
    expect(await retriever.retrieve('cat', { filter: { topic: 'x', $not: {} } })).toEqual([]);
    expect(server.commands.length).toBe(before);
  });

  it('asks again when the server is loading or drops the connection, and not what will not change', async () => {
    const retriever = await collection();
    for (const fault of ['LOADING Redis is loading the dataset in memory', 'drop']) {
      server.faults.push(fault);
      expect(await retriever.retrieve('cat')).toHaveLength(1);
      expect(server.faults).toHaveLength(0);
    }
    server.faults.push('NOPERM this user has no permissions');
    await expect(retriever.retrieve('cat')).rejects.toMatchObject({ retryable: false, serverCode: 'NOPERM' });
    const nowhere = new RedisRetriever({ url: server.url, index: 'nowhere', embedder });
    opened.push(nowhere);
    await expect(nowhere.retrieve('cat')).rejects.toThrow('add passages first');
  });

  it('says that a server is down, and tells no password', async () => {
    const url = 'redis://me:planted-password@127.0.0.1:1';
    const retriever = new RedisRetriever({ url, index: 'x', embedder, maxRetries: 0 });
    const error = await retriever.retrieve('cat').catch((thrown: unknown) => thrown as RetrieverError);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining('server runs') });
    expect(JSON.stringify(error)).not.toContain('planted');
    await retriever.close();
  });

  it('goes on after it was closed, and refuses options that make no sense', async () => {
    const retriever = await collection();
    await retriever.close();
    expect(await retriever.retrieve('cat')).toHaveLength(1);
    expect(() => new RedisRetriever({ index: 'x', embedder, algorithm: 'flat' as never })).toThrow('FLAT');
    expect(() => new RedisRetriever({ index: 'x', embedder, prefix: 'y' } as never)).toThrow('prefix');
  });
});

if (OWN === undefined) {
  describe.skip('RedisRetriever on DSPEX_TEST_REDIS_URL (skipped where it is not set)', () =>
    it('runs', () => undefined));
} else {
  describeRetriever(contractOf('RedisRetriever on DSPEX_TEST_REDIS_URL', () => OWN));
}
