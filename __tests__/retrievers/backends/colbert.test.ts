import { ColBERTv2 } from '../../../src/retrievers/backends';
import { UnsupportedFilterError } from '../../../src/retrievers';
import { startJsonServer, type JsonServer } from '../../support/json-server';
import { describeServerFaults, itLetsGo, type ServerFaults } from '../../support/server-faults';

const topk = [
  { text: 'Cats | A cat sleeps.', pid: 12, rank: 1, score: 24.5, prob: 0.7 },
  { text: 'Dogs | A dog barks.', pid: 7, rank: 2, score: 20, prob: 0.3 },
];

/** A server that speaks ColBERTv2's protocol, both ways. */
const start = (): Promise<JsonServer> =>
  startJsonServer(({ method, query, body }) => {
    const k = Number(method === 'POST' ? body['k'] : query.get('k'));
    const asked = String(method === 'POST' ? body['query'] : query.get('query'));
    if (asked === 'broken') return { json: { error: true, message: 'no index is loaded' } };
    if (asked === 'else') return { text: '<html>' };
    return { json: { query: asked, topk: topk.slice(0, k) } };
  });

let server: JsonServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

const faults: ServerFaults = {
  name: 'ColBERTv2',
  server: () => server,
  connect: async (url, { secret, ...options }) =>
    new ColBERTv2({ url, headers: { authorization: secret }, ...options }),
};

describe('ColBERTv2', () => {
  it.each([false, true])('asks by the protocol, with a body: %p', async (postRequests) => {
    const retriever = new ColBERTv2({ url: `${server.url}/api/search`, postRequests });
    expect(await retriever.retrieve('wo ist die Katze & der Hund?', { k: 1 })).toEqual([
      { text: 'Cats | A cat sleeps.', id: '12', score: 24.5, metadata: { rank: 1, prob: 0.7 } },
    ]);
    expect(server.requests.at(-1)).toMatchObject({
      method: postRequests ? 'POST' : 'GET',
      path: '/api/search',
    });
    expect(await retriever.retrieve('x')).toHaveLength(2);
  });

  it('says so where it cannot filter, or give as many', async () => {
    const retriever = new ColBERTv2({ url: server.url });
    await expect(retriever.retrieve('x', { filter: { a: 1 } })).rejects.toThrow(UnsupportedFilterError);
    await expect(retriever.retrieve('x', { k: 101 })).rejects.toThrow('at most 100');
    await expect(retriever.retrieve('x', { k: 0 })).rejects.toThrow('at least 1');
    await expect(retriever.retrieve('x', { top: 1 } as never)).rejects.toThrow('top');
  });

  it('says what the server said when it could not answer, and what else came', async () => {
    const retriever = new ColBERTv2({ url: server.url, maxRetries: 0 });
    await expect(retriever.retrieve('broken')).rejects.toThrow('no index is loaded');
    await expect(retriever.retrieve('else')).rejects.toThrow('no list of passages');
  });

  it('rejects with the reason of a signal that is aborted', async () => {
    const reason = new Error('gone');
    const signal = AbortSignal.abort(reason);
    await expect(new ColBERTv2({ url: server.url }).retrieve('x', { signal })).rejects.toBe(reason);
  });

  it('refuses options that make no sense', () => {
    expect(() => new ColBERTv2({ url: 'localhost' })).toThrow('address');
    expect(() => new ColBERTv2({ url: 'http://x', port: 1 } as never)).toThrow('port');
  });

  itLetsGo(faults);
});

describeServerFaults(faults);
