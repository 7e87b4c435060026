import { HashedEmbedder } from '../../../src/lm';
import { QdrantRetriever } from '../../../src/retrievers/backends';
import { describeRetriever } from '../../contracts/retriever.contract';
import type { JsonServer } from '../../support/json-server';
import { startQdrantServer } from '../../support/qdrant-server';
import { describeServerFaults, itLetsGo, type ServerFaults } from '../../support/server-faults';

const embedder = new HashedEmbedder({ dimensions: 256 });
/** A server of one's own, such as `http://localhost:6333`; its collections `dspex-test-…` are made and removed. */
const OWN = process.env['DSPEX_TEST_QDRANT_URL'];

let server: JsonServer;
beforeAll(async () => {
  server = await startQdrantServer();
});
afterAll(() => server.close());

let made = 0;
const nextName = (): string => `dspex-test-${process.pid}-${made++}`;

describeRetriever({
  name: 'QdrantRetriever',
  keepsOrder: false,
  cannot: ['text order'],
  create: async (passages) => {
    const retriever = new QdrantRetriever({ url: server.url, collection: nextName(), embedder });
    await retriever.remove(await retriever.add(['the first makes the collection']));
    await retriever.add(passages);
    return retriever;
  },
});

const faults: ServerFaults = {
  name: 'QdrantRetriever',
  server: () => server,
  connect: async (url, { secret, ...options }) => {
    const retriever = new QdrantRetriever({
      url,
      apiKey: secret,
      collection: nextName(),
      embedder,
      ...options,
    });
    await retriever.add(['a cat']);
    return retriever;
  },
};

describe('QdrantRetriever', () => {
  itLetsGo(faults);

  it('sends its key, and tells it nowhere', async () => {
    const retriever = await faults.connect(server.url, { secret: 'my-own-key-9876' });
    await retriever.retrieve('cat');
    expect(server.requests.at(-1)?.headers['api-key']).toBe('my-own-key-9876');
    expect(JSON.stringify(retriever)).not.toContain('my-own-key');
  });

  it('waits as long as a server asks after too many requests', async () => {
    const retriever = await faults.connect(server.url, { secret: 'x', maxRetries: 0 });
    server.faults.push({ status: 429, headers: { 'retry-after': '3' } });
    await expect(retriever.retrieve('cat')).rejects.toMatchObject({ status: 429, retryAfterMs: 3000 });
  });

  it('writes in batches, and the same passage once', async () => {
    const retriever = new QdrantRetriever({
      url: server.url,
      collection: nextName(),
      embedder,
      batchSize: 2,
    });
    const before = server.requests.length;
    const ids = await retriever.add(['a', 'b', 'c', 'a', 'a']);
    expect(new Set(ids).size).toBe(3);
    const written = server.requests
      .slice(before)
      .filter(({ method, path }) => method === 'PUT' && path.endsWith('/points'));
    expect(written.map(({ body }) => (body['points'] as unknown[]).length)).toEqual([2, 2, 1]);
    expect(await retriever.retrieve('a')).toHaveLength(3);
  });

  it('says what to do where there is no such collection', async () => {
    const retriever = new QdrantRetriever({ url: server.url, collection: 'nowhere', embedder });
    await expect(retriever.retrieve('cat')).rejects.toMatchObject({
      status: 404,
      retryable: false,
      message: expect.stringContaining('add passages first'),
    });
  });

  it('refuses options that nothing would read', () => {
    expect(() => new QdrantRetriever({ collection: 'x', embedder, key: 'y' } as never)).toThrow(
      'QdrantRetriever',
    );
    expect(() => new QdrantRetriever({ collection: 'x' } as never)).toThrow('embedder');
    expect(() => new QdrantRetriever({ collection: 'x', embedder, timeout: 0 })).toThrow('timeout');
  });
});

describeServerFaults(faults);

if (OWN === undefined)
  describe.skip('QdrantRetriever on DSPEX_TEST_QDRANT_URL (skipped where it is not set)', () =>
    it('runs', () => undefined));
else {
  const names: string[] = [];
  afterAll(async () => {
    for (const name of names) await fetch(`${OWN}/collections/${name}`, { method: 'DELETE' });
  });
  describeRetriever({
    name: 'QdrantRetriever on DSPEX_TEST_QDRANT_URL',
    keepsOrder: false,
    cannot: ['text order'],
    create: async (passages) => {
      const collection = nextName();
      names.push(collection);
      const retriever = new QdrantRetriever({ url: OWN, collection, embedder });
      await retriever.remove(await retriever.add(['the first makes the collection']));
      await retriever.add(passages);
      return retriever;
    },
  });
}
