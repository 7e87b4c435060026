import { basename, extname, isAbsolute } from 'node:path';
import type { TravelledUnit, UnitTerms } from '../../evaluate';

/** One program on one example, as a job holds it: data, never code. */
export interface UnitJob extends TravelledUnit {
  readonly v: 1;
  /** The task's name: see {@link taskName}. */
  readonly task: string;
  /** Where the program's state is kept: see {@link ProgramShelf}. */
  readonly program: string;
  readonly terms: UnitTerms & { readonly timeout: number };
  /** How many workers may die over it. */
  readonly attempts: number;
}

/** What all keys in Redis begin with. */
export const PREFIX = 'dspex';

/** What jobs are called: they have but one kind. */
export const JOB_NAME = 'unit';

/** Where workers hear of jobs that nobody waits for any more. */
export function withdrawalChannel(queue: string): string {
  return `${PREFIX}:${queue}:withdrawn`;
}

/** What a module is called on every machine: folders and compiled files differ. */
export function taskName(specifier: string): string {
  const isFile = isAbsolute(specifier) || specifier.startsWith('.');
  return isFile ? basename(specifier, extname(specifier)) : specifier;
}
