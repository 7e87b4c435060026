import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DspyError } from '../../errors';
import { excerpt, isErrorLike, messageOf, nearestOf } from '../../util';
import { CommandError, UsageError } from '../cli-errors';
import type { Surroundings } from '../surroundings';

const ENDINGS = ['ts', 'mts', 'js', 'mjs', 'cjs'];

/** The config file of a folder, whatever it is written in. */
export function findConfig(folder: string): string | undefined {
  return ENDINGS.map((ending) => join(folder, `dspex.config.${ending}`)).find((file) => existsSync(file));
}

/** What a module exports, and where it is. */
export interface LoadedModule {
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Loads a module that was named on the command line.
 *
 * @throws {@link UsageError} when the file is not there; {@link CommandError} when it cannot be loaded.
 */
export async function loadModule(path: string, { cwd, importFile }: Surroundings): Promise<LoadedModule> {
  const file = resolve(cwd, path);
  if (!existsSync(file)) throw notThere(path, file);
  try {
    return { file, exports: exportsOf(await importFile(file)) };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError({
      problem: `The module ${JSON.stringify(path)} could not be loaded.`,
      found: DspyError.isInstance(error) ? undefined : laterLinesOf(error),
      fix: fixOf(error, file),
      cause: error,
    });
  }
}

/** What compilers say of the place; the first line is told as the cause. */
function laterLinesOf(error: unknown): string | undefined {
  const [, ...lines] = messageOf(error).trim().split('\n');
  return lines.length === 0 ? undefined : excerpt(lines.join('\n'), 1_000);
}

/** CommonJS seen as an ES module has all its exports in `default` too. */
function exportsOf(loaded: unknown): Readonly<Record<string, unknown>> {
  const exported = loaded as Record<string, unknown>;
  const inner = exported['default'];
  const isWrapped = typeof inner === 'object' && inner !== null && '__esModule' in inner;
  return isWrapped ? (inner as Record<string, unknown>) : exported;
}

function notThere(path: string, file: string): UsageError {
  const folder = dirname(file);
  const near = existsSync(folder) ? nearestOf(basename(file), readdirSync(folder)) : undefined;
  return new UsageError({
    problem: `There is no file ${JSON.stringify(path)}.`,
    found: existsSync(folder) ? undefined : `no folder ${folder} either`,
    fix: near === undefined ? 'name a file that exports a program.' : `did you mean ${JSON.stringify(near)}?`,
  });
}

function fixOf(error: unknown, file: string): string {
  const isTypeScript = /\.[cm]?tsx?$/.test(file);
  const isSyntax =
    isErrorLike(error) && (error.name === 'SyntaxError' || String(messageOf(error)).includes('strip'));
  return isTypeScript && isSyntax
    ? 'mend the syntax; if it is decorators that Node stumbles over, npm install --save-dev tsx'
    : 'mend the module; --debug shows where it fails.';
}
