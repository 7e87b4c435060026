import type { CacheStore } from '../../src/cache';

/** A store under test. */
export interface CacheStoreContract {
  readonly name: string;
  readonly create: () => CacheStore | Promise<CacheStore>;
}

/** Every {@link CacheStore} runs this suite. */
export function describeCacheStore({ name, create }: CacheStoreContract): void {
  describe(`${name} keeps the CacheStore contract`, () => {
    it('gives what was set last, to the letter', async () => {
      const store = await create();
      const text = 'line\nline \u2028 😀 "quoted" \\ \0';
      await store.set('k', 'old');
      await store.set('k', text);
      expect(await store.get('k')).toBe(text);
    });

    it('gives undefined for what it does not have', async () => {
      expect(await (await create()).get('nothing')).toBeUndefined();
    });

    it('keeps the empty text', async () => {
      const store = await create();
      await store.set('k', '');
      expect(await store.get('k')).toBe('');
    });

    it('forgets what is deleted, and all when cleared', async () => {
      const store = await create();
      for (const key of ['a', 'b', 'c']) await store.set(key, key);
      await store.delete('a');
      expect([await store.get('a'), await store.get('b')]).toEqual([undefined, 'b']);
      await store.clear();
      expect([await store.get('b'), await store.get('c')]).toEqual([undefined, undefined]);
    });

    it('serves many at once', async () => {
      const store = await create();
      const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
      await Promise.all(keys.map((key) => store.set(key, `${key}!`)));
      expect(await Promise.all(keys.map((key) => store.get(key)))).toEqual(keys.map((key) => `${key}!`));
    });

    it('counts hits and misses', async () => {
      const store = await create();
      await store.set('k', 'x');
      await store.get('k');
      await store.get('nothing');
      expect(store.stats()).toMatchObject({ hits: 1, failures: 0 });
    });
  });
}
