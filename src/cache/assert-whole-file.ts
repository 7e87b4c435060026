import { open } from 'node:fs/promises';
import { CacheFileDamagedError } from './damaged-file-error';

const MAGIC = 0xbeefc0de;
/** Of a header page: the mark, the size of a page, the last page in use, the number of the last write. */
const OFFSETS = { magic: 24, pageSize: 48, lastPage: 144, writes: 152 } as const;
const HEADER_BYTES = 160;

/**
 * Refuses an LMDB file that is foreign or cut. LMDB maps the file into memory unchecked, so that opening such a file would
 * end the whole process. Damage further inside is not found here.
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
    const first = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(first, 0, HEADER_BYTES, 0);
    if (bytesRead === 0) return;
    if (!isHeader(first)) throw new CacheFileDamagedError(path, 'a file that no LMDB wrote');
    const pageSize = first.readUInt32LE(OFFSETS.pageSize);
    const second = Buffer.alloc(HEADER_BYTES);
    await file.read(second, 0, HEADER_BYTES, pageSize);
    if (!isHeader(second)) throw new CacheFileDamagedError(path, 'a file without its second header');
    // Asked after the headers were read: another process may be adding pages.
    const { size } = await file.stat();
    const needed = (lastPageOf(first, second) + 1) * pageSize;
    if (size < needed) throw new CacheFileDamagedError(path, `${size} bytes of at least ${needed}`);
  } finally {
    await file.close();
  }
}

function isHeader(page: Buffer): boolean {
  return page.readUInt32LE(OFFSETS.magic) === MAGIC;
}

function lastPageOf(first: Buffer, second: Buffer): number {
  const writes = (page: Buffer): bigint => page.readBigUInt64LE(OFFSETS.writes);
  const newer = writes(first) > writes(second) ? first : second;
  return Number(newer.readBigUInt64LE(OFFSETS.lastPage));
}
