import { HashedEmbedder } from '../../../src/lm';
import { ChromaRetriever } from '../../../src/retrievers/backends';
import { describeRetriever, type RetrieverContract } from '../../contracts/retriever.contract';
import { startChromaServer } from '../../support/chroma-server';
import type { JsonServer } from '../../support/json-server';
import { describeServerFaults, itLetsGo, type ServerFaults } from '../../support/server-faults';

const embedder = new HashedEmbedder({ dimensions: 256 });
/** A server of one's own, such as `http://localhost:8000`; its collections `dspex-test-…` are made and removed. */
const OWN = process.env['DSPEX_TEST_CHROMA_URL'];

let server: JsonServer;
beforeAll(async () => {
  server = await startChromaServer();
});
afterAll(() => server.close());

let made = 0;
const nextName = (): string => `dspex-test-${process.pid}-${made++}`;

const contractOf = (name: string, url: () => string): RetrieverContract => ({
  name,
  keepsOrder: false,
  cannot: ['text order', 'negated order', 'exists'],
  create: async (passages) => {
    const retriever = new ChromaRetriever({ url: url(), collection: nextName(), embedder });
    await retriever.remove(await retriever.add(['the first makes the collection']));
    await retriever.add(passages);
    return retriever;
  },
});

describeRetriever(contractOf('ChromaRetriever', () => server.url));

const faults: ServerFaults = {
  name: 'ChromaRetriever',
  server: () => server,
  connect: async (url, { secret, ...options }) => {
    const headers = { 'x-chroma-token': secret };
    const retriever = new ChromaRetriever({ url, headers, collection: nextName(), embedder, ...options });
    await retriever.add(['a cat']);
    return retriever;
  },
};

describe('ChromaRetriever', () => {
  itLetsGo(faults);

  it('sends its headers, and tells them nowhere', async () => {
    const retriever = await faults.connect(server.url, { secret: 'my-own-key-9876' });
    await retriever.retrieve('cat');
    expect(server.requests.at(-1)?.headers['x-chroma-token']).toBe('my-own-key-9876');
    expect(JSON.stringify(retriever)).not.toContain('my-own-key');
  });

  it('reads metadata that somebody else wrote', async () => {
    const collection = nextName();
    const retriever = new ChromaRetriever({ url: server.url, collection, embedder });
    await retriever.add([{ id: 'a', text: 'a cat', metadata: { deep: { list: [1, [2]] }, none: null } }]);
    expect((await retriever.retrieve('cat'))[0]?.metadata).toEqual({ deep: { list: [1, [2]] }, none: null });
    const body = {
      ids: ['b'],
      documents: ['b'],
      metadatas: [{ topic: 'x' }],
      embeddings: [new Array(256).fill(1)],
    };
    const id = server.requests.at(-1)?.path.replace('/query', '/upsert');
    await fetch(`${server.url}${id}`, { method: 'POST', body: JSON.stringify(body) });
    const found = await retriever.retrieve('cat', { filter: { topic: 'x' } });
    expect(found).toMatchObject([{ id: 'b', metadata: { topic: 'x' } }]);
  });

  it('finds a collection that was made anew', async () => {
    const collection = nextName();
    const retriever = new ChromaRetriever({ url: server.url, collection, embedder, maxRetries: 0 });
    await retriever.add(['a cat']);
    server.faults.push({ status: 404 });
    await expect(retriever.retrieve('cat')).rejects.toMatchObject({ status: 404, retryable: false });
    const before = server.requests.length;
    expect(await retriever.retrieve('cat')).toHaveLength(1);
    expect(server.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('says what to do where there is no such collection', async () => {
    const retriever = new ChromaRetriever({ url: server.url, collection: 'nowhere', embedder });
    await expect(retriever.retrieve('cat')).rejects.toThrow('add passages first');
    await expect(retriever.remove(['x'])).rejects.toThrow('add passages first');
  });

  it('refuses options that make no sense', () => {
    expect(() => new ChromaRetriever({ url: 'localhost', collection: 'x', embedder })).toThrow('address');
    expect(() => new ChromaRetriever({ collection: 'x', embedder, path: '/' } as never)).toThrow('path');
  });
});

describeServerFaults(faults);

if (OWN === undefined) {
  describe.skip('ChromaRetriever on DSPEX_TEST_CHROMA_URL (skipped where it is not set)', () =>
    it('runs', () => undefined));
} else {
  afterAll(async () => {
    for (let number = 0; number < made; number++) {
      const collections = `${OWN}/api/v2/tenants/default_tenant/databases/default_database/collections`;
      await fetch(`${collections}/dspex-test-${process.pid}-${number}`, { method: 'DELETE' });
    }
  });
  describeRetriever(contractOf('ChromaRetriever on DSPEX_TEST_CHROMA_URL', () => OWN));
}
