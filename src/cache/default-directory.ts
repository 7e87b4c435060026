import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the cache where none is named: `dspex` in `$XDG_CACHE_HOME`, else in `~/.cache`. */
export function defaultCacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME']?.trim();
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'dspex');
}
