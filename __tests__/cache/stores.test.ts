import Keyv from 'keyv';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cacheStats,
  clearCache,
  DiskStore,
  exportCache,
  KeyvStore,
  MemoryStore,
  pruneCache,
  TieredStore,
} from '../../src/cache';
import { LmdbAdapter } from '../../src/cache/lmdb/lmdb-adapter';
import { TestClock } from '../../src/resilience';
import { seededRandom } from '../../src/util';
import { describeCacheStore } from '../contracts/cache-store.contract';

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dspex-cache-'));
  folders.push(made);
  return made;
}

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describeCacheStore({ name: 'MemoryStore', create: () => new MemoryStore() });
describeCacheStore({ name: 'KeyvStore over a Map', create: () => new KeyvStore(new Keyv() as never) });
describeCacheStore({ name: 'DiskStore', create: () => new DiskStore({ directory: folder() }) });
describeCacheStore({
  name: 'TieredStore',
  create: () => new TieredStore(new MemoryStore(), new DiskStore({ directory: folder() })),
});

describe('MemoryStore', () => {
  it('lets go of what was used longest ago when it is full', async () => {
    const store = new MemoryStore({ maxBytes: 2 * 3 * 10 });
    for (const key of ['a', 'b', 'c']) await store.set(key, '123456789');
    await store.get('a');
    await store.set('d', '123456789');
    expect([await store.get('a'), await store.get('b')]).toEqual(['123456789', undefined]);
    expect(store.stats().bytes).toBeLessThanOrEqual(60);
  });

  it('does not keep what would not fit', async () => {
    const store = new MemoryStore({ maxBytes: 10 });
    await store.set('k', 'far too long for it');
    expect(await store.get('k')).toBeUndefined();
  });
});

describe('MemoryStore and time', () => {
  it("lets a text go when its time is over, the shorter of its own and the store's", async () => {
    const clock = new TestClock();
    const store = new MemoryStore({ ttl: 100, clock });
    await store.set('long', 'x');
    await store.set('short', 'x', { expiresAt: 50 });
    await store.set('too long', 'x', { expiresAt: 500 });
    await clock.advance(60);
    expect([await store.get('long'), await store.get('short')]).toEqual(['x', undefined]);
    await clock.advance(60);
    expect([await store.get('long'), await store.get('too long')]).toEqual([undefined, undefined]);
    expect(store.stats().entries).toBe(0);
  });
});

describe('store options', () => {
  it.each<[string, () => unknown]>([
    ['a misspelt option', () => new MemoryStore({ maxByte: 1 } as never)],
    ['no size', () => new MemoryStore({ maxBytes: 0 })],
    ['a size that is no number', () => new MemoryStore({ maxBytes: Number.NaN })],
    ['a misspelt option of a disk', () => new DiskStore({ dir: 'x' } as never)],
    ['a disk without size', () => new DiskStore({ maxBytes: -1 })],
    ['a disk without folder', () => new DiskStore({ directory: '' })],
    ['a misspelt option of a Keyv', () => new KeyvStore(new Keyv() as never, { ns: 'x' } as never)],
    ['a namespace with a colon', () => new KeyvStore(new Keyv() as never, { namespace: 'a:b' })],
    ['no time', () => new KeyvStore(new Keyv() as never, { ttl: 0 })],
  ])('refuse %s', (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/) }));
  });
});

describe('KeyvStore', () => {
  it('takes a damaged entry for a miss', async () => {
    const keyv = new Keyv();
    const store = new KeyvStore(keyv as never);
    await store.set('k', 'the text');
    await keyv.set('dspex:k', `${String(await keyv.get('dspex:k'))}!`);
    expect(await store.get('k')).toBeUndefined();
    expect(store.stats().corrupt).toBe(1);
  });

  it.each<[string, (shared: Map<string, unknown>) => readonly [KeyvStore, KeyvStore]]>([
    [
      'its own namespaces',
      (shared) => [
        new KeyvStore(new Keyv({ store: shared }) as never, { namespace: 'a' }),
        new KeyvStore(new Keyv({ store: shared }) as never, { namespace: 'b' }),
      ],
    ],
    [
      'those of Keyv',
      (shared) => [
        new KeyvStore(new Keyv({ store: shared, namespace: 'a' }) as never),
        new KeyvStore(new Keyv({ store: shared, namespace: 'b' }) as never),
      ],
    ],
  ])('clears nothing of another namespace over the same Map, by %s', async (_, make) => {
    const [a, b] = make(new Map());
    await a.set('k', '1');
    await b.set('k', '2');
    expect([await a.get('k'), await b.get('k')]).toEqual(['1', '2']);
    await b.clear();
    expect([await a.get('k'), await b.get('k')]).toEqual(['1', undefined]);
  });

  it('clears nothing that is not its own', async () => {
    const keyv = new Keyv();
    await keyv.set('theirs', 'x');
    const store = new KeyvStore(keyv as never);
    await store.set('k', '1');
    await store.clear();
    expect([await keyv.get('theirs'), await store.get('k')]).toEqual(['x', undefined]);
  });
});

describe('DiskStore', () => {
  it('shares a folder with other stores of this and other processes', async () => {
    const directory = folder();
    await new DiskStore({ directory }).set('k', 'kept');
    expect(await new DiskStore({ directory }).get('k')).toBe('kept');
  });

  it('keeps namespaces apart, and clears only its own', async () => {
    const directory = folder();
    const [a, b] = ['a', 'b'].map((namespace) => new DiskStore({ directory, namespace })) as [
      DiskStore,
      DiskStore,
    ];
    await a.set('k', '1');
    await b.set('k', '2');
    await b.clear();
    expect([await a.get('k'), await b.get('k')]).toEqual(['1', undefined]);
  });

  it('stays below its size by letting go of what was written longest ago', async () => {
    const store = new DiskStore({ directory: folder(), maxBytes: 100_000 });
    for (let index = 0; index < 40; index++) await store.set(`k${index}`, 'x'.repeat(4000));
    const { bytes, entries, evictions } = store.stats();
    expect(bytes).toBeLessThanOrEqual(100_000);
    expect(entries! + evictions!).toBe(40);
    expect([await store.get('k0'), await store.get('k39')]).toEqual([undefined, 'x'.repeat(4000)]);
    await store.set('k39', 'shorter');
    expect([await store.get('k39'), store.stats().entries]).toEqual(['shorter', entries]);
  });

  it('lets a text go when its time is over, in another process too', async () => {
    const directory = folder();
    const clock = new TestClock();
    await new DiskStore({ directory, ttl: 100, clock }).set('k', 'x');
    const later = new TieredStore(new MemoryStore({ clock }), new DiskStore({ directory, clock }));
    expect(await later.get('k')).toBe('x');
    await clock.advance(150);
    expect(await later.get('k')).toBeUndefined();
  });

  it('reads but does not write where it may only read, and holds nothing where there is nothing', async () => {
    const directory = folder();
    await new DiskStore({ directory }).set('k', 'kept');
    const store = new DiskStore({ directory, readOnly: true });
    await store.set('k', 'changed');
    await store.set('new', 'x');
    expect([await store.get('k'), await store.get('new'), store.stats().failures]).toEqual([
      'kept',
      undefined,
      0,
    ]);
    const empty = new DiskStore({ directory: join(folder(), 'missing'), readOnly: true });
    await empty.set('k', 'x');
    expect([await empty.get('k'), empty.stats().failures]).toEqual([undefined, 0]);
  });

  it('exports its entries, names those it cannot read, and removes them', async () => {
    const directory = folder();
    const store = new DiskStore({ directory });
    for (const key of ['a', 'b', 'c']) await store.set(key, `text of ${key}`);
    const adapter = new LmdbAdapter({
      folder: directory,
      path: join(directory, 'replies-2.mdb'),
      maxBytes: 1e6,
      readOnly: false,
    });
    await adapter.set('dspex:b', 'not what was written');
    const file = join(folder(), 'out.jsonl');
    expect(await exportCache(file, store)).toEqual({ entries: 2, unreadable: ['b'] });
    expect(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { key: 'a', text: 'text of a' },
      { key: 'c', text: 'text of c' },
    ]);
    expect([await pruneCache(store), await store.get('b'), (await cacheStats(store)).entries]).toEqual([
      1,
      undefined,
      2,
    ]);
    await clearCache(store);
    expect((await cacheStats(store)).entries).toBe(0);
  });

  it('touches the disk only when it is used, and says when it cannot', async () => {
    const blocked = join(folder(), 'file');
    writeFileSync(blocked, 'in the way');
    const store = new DiskStore({ directory: join(blocked, 'below') });
    await expect(store.get('k')).rejects.toThrow();
    expect(store.stats().failures).toBe(1);
  });
});

describe('a damaged file of a DiskStore', () => {
  let warning: jest.SpyInstance;

  beforeEach(() => {
    warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });

  afterEach(() => warning.mockRestore());

  async function filled(): Promise<Buffer> {
    const directory = folder();
    const store = new DiskStore({ directory });
    for (let index = 0; index < 60; index++) await store.set(`k${index}`, 'v'.repeat(index % 2 ? 100 : 5000));
    return readFileSync(join(directory, 'replies-2.mdb'));
  }

  it('is set aside, with a warning, when LMDB did not write it or it was cut', async () => {
    const whole = await filled();
    for (const bytes of [
      Buffer.from('garbage'.repeat(5000)),
      ...[100, 4096, 5000, 12_288].map((end) => whole.subarray(0, end)),
    ]) {
      const directory = folder();
      writeFileSync(join(directory, 'replies-2.mdb'), bytes);
      const store = new DiskStore({ directory });
      expect(await store.get('k1')).toBeUndefined();
      await store.set('k1', 'new');
      expect([
        await store.get('k1'),
        readdirSync(directory).filter((name) => name.includes('.damaged-')).length,
      ]).toEqual(['new', 1]);
    }
    expect(warning).toHaveBeenCalledTimes(5);
  });

  it('gives what was written or nothing, whatever page is overwritten', async () => {
    const whole = await filled();
    const random = seededRandom(7);
    for (let trial = 0; trial < 25; trial++) {
      const bytes = Buffer.from(whole);
      const at = 8192 + random.integer(bytes.length - 8192 - 600);
      for (let index = 0; index < 500; index++) bytes[at + index] = random.integer(256);
      const directory = folder();
      writeFileSync(join(directory, 'replies-2.mdb'), bytes);
      const store = new DiskStore({ directory });
      for (let index = 0; index < 60; index++) {
        expect([undefined, 'v'.repeat(index % 2 ? 100 : 5000)]).toContain(await store.get(`k${index}`));
      }
      await store.set('new', 'x');
      expect(await store.get('new')).toBe('x');
    }
  });
});
