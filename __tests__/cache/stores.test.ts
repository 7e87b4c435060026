import Keyv from 'keyv';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheFileDamagedError, DiskStore, KeyvStore, MemoryStore, TieredStore } from '../../src/cache';
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

describe('KeyvStore', () => {
  it('takes a damaged entry for a miss', async () => {
    const keyv = new Keyv();
    const store = new KeyvStore(keyv as never);
    await store.set('k', 'the text');
    await keyv.set('k', `${String(await keyv.get('k'))}!`);
    expect(await store.get('k')).toBeUndefined();
    expect(store.stats().corrupt).toBe(1);
  });
});

describe('DiskStore', () => {
  it('shares a folder with other stores of this and other processes', async () => {
    const directory = folder();
    await new DiskStore({ directory }).set('k', 'kept');
    expect(await new DiskStore({ directory }).get('k')).toBe('kept');
  });

  it('refuses a file that LMDB did not write, or that was cut, instead of ending the process', async () => {
    const whole = folder();
    await new DiskStore({ directory: whole }).set('k', 'v'.repeat(20_000));
    for (const bytes of [undefined, 100, 4096, 5000, 12_288]) {
      const directory = folder();
      const file = join(directory, 'replies.mdb');
      if (bytes === undefined) writeFileSync(file, 'garbage'.repeat(5000));
      else {
        copyFileSync(join(whole, 'replies.mdb'), file);
        truncateSync(file, bytes);
      }
      await expect(new DiskStore({ directory }).get('k')).rejects.toThrow(CacheFileDamagedError);
    }
  });

  it('touches the disk only when it is used, and says when it cannot', async () => {
    const blocked = join(folder(), 'file');
    writeFileSync(blocked, 'in the way');
    const store = new DiskStore({ directory: join(blocked, 'below') });
    await expect(store.get('k')).rejects.toThrow();
    expect(store.stats().failures).toBe(1);
  });
});
