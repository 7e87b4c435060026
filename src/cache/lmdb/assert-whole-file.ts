import { open, type FileHandle } from 'node:fs/promises';
import { CacheFileDamagedError } from './damaged-file-error';
import { damageInPages, type Tree } from './page-check';

const MAGIC = 0xbeefc0de;
/** Of a header page: the mark, the size of a page, the roots of its two trees, the last page, the number of the last write. */
const OFFSETS = { magic: 24, pageSize: 48, freeRoot: 88, mainRoot: 136, lastPage: 144, writes: 152 } as const;
const HEADER_BYTES = 160;
/** Another process may be writing while the pages are read; what it changes looks like damage. */
const ATTEMPTS = 3;

/**
 * Refuses an LMDB file that is foreign, cut, or whose pages do not hang together. LMDB maps the file into memory unchecked,
 * so that reading such a file could end the whole process. Damage within an entry is found by its checksum.
 *
 * @throws {@link CacheFileDamagedError}. A file that is missing or empty is fine.
 */
export async function assertWholeFile(path: string): Promise<void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    for (let attempt = 1; ; attempt++) {
      const header = await readHeader(file, path);
      if (header === undefined) return;
      const damage = await damageInPages(file, header);
      if (damage === undefined) return;
      const isInUse = (await readHeader(file, path))?.writes !== header.writes;
      if (!isInUse) throw new CacheFileDamagedError(path, damage);
      // Whoever writes to it all the time has opened it well.
      if (attempt === ATTEMPTS) return;
    }
  } finally {
    await file.close();
  }
}

type Header = Tree & { readonly writes: bigint };

async function readHeader(file: FileHandle, path: string): Promise<Header | undefined> {
  const first = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await file.read(first, 0, HEADER_BYTES, 0);
  if (bytesRead === 0) return undefined;
  if (!isHeader(first)) throw new CacheFileDamagedError(path, 'a file that no LMDB wrote');
  const pageSize = first.readUInt32LE(OFFSETS.pageSize);
  if (pageSize < 256 || pageSize > 65_536) {
    throw new CacheFileDamagedError(path, `pages of ${pageSize} bytes`);
  }
  const second = Buffer.alloc(HEADER_BYTES);
  await file.read(second, 0, HEADER_BYTES, pageSize);
  if (!isHeader(second)) throw new CacheFileDamagedError(path, 'a file without its second header');
  const newer = writesOf(first) > writesOf(second) ? first : second;
  const lastPage = Number(newer.readBigUInt64LE(OFFSETS.lastPage));
  // Asked after the headers were read: another process may be adding pages.
  const { size } = await file.stat();
  const needed = (lastPage + 1) * pageSize;
  if (size < needed) throw new CacheFileDamagedError(path, `${size} bytes of at least ${needed}`);
  const roots = [newer.readBigUInt64LE(OFFSETS.mainRoot), newer.readBigUInt64LE(OFFSETS.freeRoot)];
  return { pageSize, lastPage, roots, writes: writesOf(newer) };
}

function writesOf(header: Buffer): bigint {
  return header.readBigUInt64LE(OFFSETS.writes);
}

function isHeader(page: Buffer): boolean {
  return page.readUInt32LE(OFFSETS.magic) === MAGIC;
}
