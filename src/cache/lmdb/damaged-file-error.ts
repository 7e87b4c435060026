import { DspyError } from '../../errors';

/** The file of a disk cache is not, or no longer, a whole database. */
export class CacheFileDamagedError extends DspyError {
  static override readonly code = 'CACHE_FILE_DAMAGED';

  /** @param found what is wrong with the file. */
  constructor(path: string, found: string) {
    super({
      problem: `The cache file ${path} is damaged.`,
      found,
      fix: 'delete the file while no program uses it; it is made anew.',
    });
  }
}
