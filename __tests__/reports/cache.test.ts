import Keyv from 'keyv';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskStore, exportCache, KeyvStore, MemoryStore, pruneCache } from '../../src/cache';
import { MockLM, type LmRequest } from '../../src/lm';
import { itShows } from '../support/report-cases';

const REQUEST: LmRequest = { messages: [{ role: 'user', content: 'Hi' }] };

/** The key under which a request is kept: the one that is there after it was asked. */
async function keyOf(request: LmRequest): Promise<string> {
  const cache = new MemoryStore();
  await new MockLM(['ok'], { cache, endpoint: 'here' }).generate(request);
  for await (const { key } of cache.entries()) return key;
  throw new Error('nothing was kept');
}

describe('the cache', () => {
  itShows('b087', 'clears one namespace and leaves the other', async () => {
    const shared = new Map();
    const [a, b] = ['a', 'b'].map(
      (namespace) => new KeyvStore(new Keyv({ store: shared }) as never, { namespace }),
    );
    await a!.set('k', '1');
    await b!.set('k', '2');
    const before = await a!.get('k');
    await b!.clear();
    expect([before, await a!.get('k'), await b!.get('k')]).toEqual(['1', '1', undefined]);
  });

  itShows('b088', 'asks again, and overwrites, where something else is stored under the key', async () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    for (const stored of ['null', 'not json', '{"value":null}', '{"value":{"unexpected":true}}', '']) {
      const cache = new MemoryStore();
      const lm = new MockLM(() => 'ok', { cache, endpoint: 'here' });
      await cache.set(await keyOf(REQUEST), stored);
      expect((await lm.generate(REQUEST)).outputs[0]?.text).toBe('ok');
      expect([lm.requests.length, (await lm.generate(REQUEST)).cacheStatus]).toEqual([1, 'hit-memory']);
    }
    expect(warning.mock.calls.length).toBeLessThanOrEqual(5);
    warning.mockRestore();
  });

  itShows(
    'b089b',
    'takes requests for the same whatever the order of members, but not of tools',
    async () => {
      const lm = new MockLM(() => 'ok', { cache: new MemoryStore() });
      const [a, b] = [
        { name: 'a', description: 'x', parameters: { type: 'object', properties: { p: {}, q: {} } } },
        { name: 'b', parameters: { type: 'object' } },
      ];
      const turned = {
        parameters: { properties: { q: {}, p: {} }, type: 'object' },
        description: 'x',
        name: 'a',
      };
      await lm.generate({ ...REQUEST, tools: [a!, b!], settings: { temperature: 1, seed: 2 } });
      await lm.generate({ settings: { seed: 2, temperature: 1 }, tools: [turned, b!], ...REQUEST });
      expect(lm.requests).toHaveLength(1);
      await lm.generate({ ...REQUEST, tools: [b!, a!], settings: { temperature: 1, seed: 2 } });
      expect(lm.requests).toHaveLength(2);
    },
  );

  itShows('b092', 'keeps one reply for each rollout', async () => {
    let count = 0;
    const lm = new MockLM(() => `r${count++}`, { cache: new MemoryStore() });
    const pass = async (): Promise<(string | undefined)[]> => {
      const texts: (string | undefined)[] = [];
      for (const rolloutId of [0, 1, 2])
        texts.push((await lm.generate({ ...REQUEST, rolloutId })).outputs[0]?.text);
      return texts;
    };
    expect([await pass(), await pass()]).toEqual([
      ['r0', 'r1', 'r2'],
      ['r0', 'r1', 'r2'],
    ]);
    expect(lm.requests).toHaveLength(3);
  });

  itShows('b095', 'delivers what can be read, names what cannot, and prunes it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dspex-cache-'));
    const keyv = new Keyv();
    const damaged = new KeyvStore(keyv as never);
    for (const key of ['a', 'b', 'c']) await damaged.set(key, key);
    await keyv.set('dspex:b', 'overwritten');
    const file = join(directory, 'out.jsonl');
    expect(await exportCache(file, damaged)).toEqual({ entries: 2, unreadable: ['b'] });
    expect([await pruneCache(damaged), await exportCache(file, damaged)]).toEqual([
      1,
      { entries: 2, unreadable: [] },
    ]);
    const empty = new DiskStore({ directory });
    expect(await exportCache(file, empty)).toEqual({ entries: 0, unreadable: [] });
    rmSync(directory, { recursive: true, force: true });
  });
});
