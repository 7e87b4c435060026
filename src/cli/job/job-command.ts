import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../../saving';
import { isPlainObject } from '../../util';
import { CommandError } from '../cli-errors';
import type { Flags, ValuesOf } from '../command';

const FILE = 'command.json';

/** How a job was begun, so that it can go on by its directory alone. Holds no secret: no flag takes one. */
export interface JobCommand {
  /** The folder it was begun in. */
  readonly cwd: string;
  /** What was written after `dspex compile`. */
  readonly words: readonly string[];
}

/** Writes down how a job is begun. */
export function keepCommand(directory: string, { cwd, words }: JobCommand): void {
  writeFileSync(join(directory, FILE), `${JSON.stringify({ version: 1, cwd, words }, null, 2)}\n`);
}

/**
 * How a directory's job was begun.
 *
 * @throws {@link CommandError} when it was not begun from a command line.
 */
export async function readCommand(directory: string): Promise<JobCommand> {
  const file = join(directory, FILE);
  const kept = existsSync(file) ? ((await readJsonFile(file)) as unknown) : undefined;
  const { cwd, words } = isPlainObject(kept) ? kept : {};
  if (typeof cwd === 'string' && Array.isArray(words) && words.every((word) => typeof word === 'string')) {
    return { cwd, words };
  }
  throw new CommandError({
    problem: `The job in ${JSON.stringify(directory)} cannot go on from here.`,
    found: kept === undefined ? `no ${FILE} in it: dspex compile did not begin it` : `${FILE} is damaged`,
    fix: 'run the code that began it again, with the same directory.',
  });
}

/** Values as they would be written on a command line. */
export function wordsOf<Table extends Flags>(table: Table, values: ValuesOf<Table>): string[] {
  return Object.entries(table).flatMap(([name, { kind }]) => {
    const value = values[name] as unknown;
    if (value === undefined || value === false) return [];
    if (kind === 'switch') return [`--${name}`];
    if (kind === 'texts') return (value as string[]).map((text) => `--${name}=${text}`);
    return [`--${name}=${String(value)}`];
  });
}
