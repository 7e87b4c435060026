import { constants } from 'node:fs';
import { access, mkdir, rename } from 'node:fs/promises';
import type { RootDatabase } from 'lmdb';
import { messageOf } from '../../util';
import { assertWholeFile } from './assert-whole-file';
import { CacheFileDamagedError } from './damaged-file-error';

/** An opened file. */
export interface LmdbFile {
  /** Undefined where there is nothing to read and nothing can be written. */
  readonly database: RootDatabase<string, string> | undefined;
  readonly isReadOnly: boolean;
}

/** Which file, and what may be done with it. */
export interface LmdbFilePlan {
  readonly folder: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** Opens the file, made anew when it is damaged, and only to be read where nothing can be written. */
export async function openLmdbFile(plan: LmdbFilePlan): Promise<LmdbFile> {
  const isReadOnly = plan.readOnly || !(await canWrite(plan));
  if (isReadOnly && !(await isThere(plan.path))) return { database: undefined, isReadOnly };
  try {
    await assertWholeFile(plan.path);
  } catch (error) {
    if (!(error instanceof CacheFileDamagedError) || isReadOnly) throw error;
    await setAside(plan.path, error);
  }
  const { open } = await import('lmdb');
  const database = open<string, string>({ path: plan.path, encoding: 'string', readOnly: isReadOnly });
  return { database, isReadOnly };
}

/** Gives a damaged file another name, so that a new one takes its place, and says so. */
export async function setAside(path: string, error: unknown): Promise<void> {
  const aside = `${path}.damaged-${Date.now().toString(36)}`;
  // Another process may have been faster.
  await rename(path, aside).catch((failure: unknown) => {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure;
  });
  const [problem] = messageOf(error).split('\n', 1);
  process.emitWarning(`${problem} It is now ${aside}; a new one takes its place.`, {
    type: 'DspexWarning',
    code: 'DSPEX_CACHE_FILE',
  });
}

/** Whether an error of LMDB says that the file is damaged, and not that the medium or the caller is at fault. */
export function isDamage(error: unknown): boolean {
  return /MDB_(?:CORRUPTED|PAGE_NOTFOUND|PANIC|INVALID|VERSION_MISMATCH|PAGE_FULL|CURSOR_FULL)/.test(
    messageOf(error),
  );
}

const REFUSED = ['EROFS', 'EACCES', 'EPERM'];

async function canWrite({ folder, path }: LmdbFilePlan): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    if (await isThere(path)) await access(path, constants.W_OK);
    return true;
  } catch (error) {
    if (!REFUSED.includes(String((error as NodeJS.ErrnoException).code))) throw error;
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
