import { join } from 'node:path';

const FOLDER = process.env['DSPEX_SHARED'] ?? join(__dirname, '..', '..', '..', 'shared');

/** A file of the folder of large test material that may lie beside the repository; suites that need it say that they skip. */
export function sharedFile(path: string): string {
  return join(FOLDER, path);
}
