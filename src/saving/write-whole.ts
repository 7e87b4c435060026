import { basename, dirname, join } from 'node:path';
import { machineFiles, type FileContent, type FileOperations } from './file-operations';
import { FileWriteError } from './saving-errors';

/** Waits between attempts to rename, in milliseconds: 2.8 seconds together. */
const PAUSES: readonly number[] = [10, 20, 50, 120, 300, 600, 800, 900];

/** What a virus scanner or an open reader makes a rename fail with on Windows, for a moment. */
const PASSING = ['EPERM', 'EACCES', 'EBUSY'];

/**
 * Writes a file so that readers find the old content or the new, never a part: into a temporary file beside it, to the
 * disk, then renamed. Permissions are kept, a link stays a link.
 *
 * @param operations the file system; tests replace parts of it.
 * @throws {@link FileWriteError} within five seconds; the file is then as it was and no temporary file is left.
 */
export async function writeWhole(
  file: string,
  content: FileContent,
  operations: Partial<FileOperations> = {},
): Promise<void> {
  const files = { ...machineFiles, ...operations };
  try {
    await replace(file, content, files);
  } catch (cause) {
    throw new FileWriteError(file, cause);
  }
}

async function replace(file: string, content: FileContent, files: FileOperations): Promise<void> {
  const target = await files.realpath(file).catch(() => file);
  const mode = await files.modeOf(target).catch(() => 0o666);
  const temporary = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}.tmp`);
  try {
    await files.writeFile(temporary, content, { flag: 'wx', mode });
    await files.sync(temporary);
    await renamePatiently(temporary, target, files);
  } catch (cause) {
    // The first failure is the one to tell; what is left behind is a hidden file.
    await files.remove(temporary).catch(() => undefined);
    throw cause;
  }
}

async function renamePatiently(from: string, to: string, files: FileOperations): Promise<void> {
  for (const pause of PAUSES) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      if (!PASSING.includes(String((error as { readonly code?: unknown }).code))) throw error;
    }
    await files.pause(pause);
  }
  return files.rename(from, to);
}
