import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { assertWholeFile } from './assert-whole-file';
import { KeyvStore, type KeyvLike } from './keyv-store';

/** Where a {@link DiskStore} keeps its file. */
export interface DiskStoreOptions {
  /**
   * A folder; it is made when the first text is looked up.
   * @default `dspex` in `$XDG_CACHE_HOME`, else in `~/.cache`
   */
  readonly directory?: string;
}

/** Keeps texts on this machine's disk, for all processes, over LMDB behind a Keyv. */
export class DiskStore extends KeyvStore {
  constructor({ directory }: DiskStoreOptions = {}) {
    super(() => openKeyv(directory ?? defaultDirectory()));
  }
}

function defaultDirectory(): string {
  const base = process.env['XDG_CACHE_HOME']?.trim();
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'dspex');
}

async function openKeyv(folder: string): Promise<KeyvLike> {
  const [{ default: Keyv }, { open }, { LmdbAdapter }] = await Promise.all([
    import('keyv'),
    import('lmdb'),
    import('./lmdb-adapter'),
  ]);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'replies.mdb');
  await assertWholeFile(path);
  const database = open<string, string>({ path, encoding: 'string' });
  // Keyv would wrap every text in JSON of its own; the checksum is ours.
  const plain = {
    serialize: (value: unknown) => (value as { value: string }).value,
    deserialize: (text: unknown) => ({ value: text }),
  };
  const keyv = new Keyv({
    store: new LmdbAdapter(database, folder),
    ...plain,
    useKeyPrefix: false,
  } as object);
  return keyv as unknown as KeyvLike;
}
