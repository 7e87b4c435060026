import { join } from 'node:path';
import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import type { CacheStats } from './cache-store';
import { defaultCacheDirectory } from './default-directory';
import type { KeyvLike } from './keyv-like';
import { KeyvStore, type KeyvStoreOptions } from './keyv-store';
import type { LmdbAdapter } from './lmdb/lmdb-adapter';
import { assertPositive } from './store-options';

/** Where a {@link DiskStore} keeps its file, and how large it may be. */
export interface DiskStoreOptions extends KeyvStoreOptions {
  /**
   * A folder; it is made when the first text is looked up.
   * @default `dspex` in `$XDG_CACHE_HOME`, else in `~/.cache`
   */
  readonly directory?: string;
  /**
   * Most bytes of entries of all namespaces, as pages of the file; what was written longest ago goes first.
   * @default 1_073_741_824 (1 GiB)
   */
  readonly maxBytes?: number;
  /**
   * True never writes. A folder that cannot be written to is read only by itself.
   * @default false
   */
  readonly readOnly?: boolean;
}

const OPTIONS = ['directory', 'maxBytes', 'readOnly', 'namespace', 'ttl', 'clock'];

/**
 * Keeps texts on this machine's disk, for all processes, over LMDB behind a Keyv.
 *
 * A file that is damaged gets another name and a new one takes its place, with a warning.
 */
export class DiskStore extends KeyvStore {
  readonly #adapter: () => LmdbAdapter | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}; touches no disk. */
  constructor(options: DiskStoreOptions = {}) {
    assertKnownOptions(options, OPTIONS, 'new DiskStore(...)');
    const { directory, maxBytes = 1024 ** 3, readOnly = false, ...kept } = options;
    assertPositive(maxBytes, 'new DiskStore({ maxBytes })', 'bytes');
    if (directory !== undefined && (typeof directory !== 'string' || directory.trim() === '')) {
      throw new InvalidArgumentError('new DiskStore({ directory })', {
        found: JSON.stringify(directory) ?? typeof directory,
        expected: 'the path of a folder.',
      });
    }
    let adapter: LmdbAdapter | undefined;
    super(async () => {
      const { LmdbAdapter } = await import('./lmdb/lmdb-adapter');
      const folder = directory ?? defaultCacheDirectory();
      adapter = new LmdbAdapter({ folder, path: join(folder, 'replies-2.mdb'), maxBytes, readOnly });
      return keyvOver(adapter);
    }, kept);
    this.#adapter = () => adapter;
  }

  override stats(): CacheStats {
    const adapter = this.#adapter();
    return { ...super.stats(), ...adapter?.tally(), evictions: adapter?.evictions ?? 0 };
  }
}

async function keyvOver(adapter: LmdbAdapter): Promise<KeyvLike> {
  const { default: Keyv } = await import('keyv');
  // Keyv would wrap every text in JSON of its own; checksum and time are ours.
  const plain = {
    serialize: (value: unknown) => (value as { value: string }).value,
    deserialize: (text: unknown) => ({ value: text }),
  };
  const keyv = new Keyv({ store: adapter, ...plain, useKeyPrefix: false, throwOnErrors: true } as object);
  return {
    get: (key) => keyv.get(key),
    set: (key, value) => keyv.set(key, value),
    delete: (key) => keyv.delete(key),
    clear: () => keyv.clear(),
    iterator: () => adapter.list(),
  };
}
