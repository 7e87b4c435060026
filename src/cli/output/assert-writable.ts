import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { FileWriteError } from '../../saving';

/**
 * Finds out before the work what could not be written after it.
 *
 * @param file its absolute path; undefined for none.
 * @throws {@link FileWriteError} when its folder is not there, or may not be written to.
 */
export function assertWritable(file: string | undefined): void {
  if (file === undefined) return;
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw new FileWriteError(file, cause);
  }
}
