import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  cacheStats,
  clearCache,
  defaultCacheDirectory,
  DiskStore,
  exportCache,
  pruneCache,
} from '../../cache';
import { nearestOf } from '../../util';
import { CommandError, UsageError } from '../cli-errors';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import type { Surroundings } from '../surroundings';

const FLAGS = {
  directory: {
    kind: 'text',
    value: 'DIR',
    help: 'the cache’s folder (default: dspex in $XDG_CACHE_HOME, else in ~/.cache)',
  },
  yes: { kind: 'switch', help: 'really clear it' },
  json: { kind: 'switch', help: 'print figures as JSON' },
} as const;

/** A cache, and what was said about it. */
interface Work {
  readonly store: DiskStore;
  readonly folder: string;
  readonly file: string | undefined;
  readonly values: ValuesOf<typeof FLAGS>;
  readonly surroundings: Surroundings;
}

const ACTIONS: Readonly<Record<string, (work: Work) => Promise<ExitCode>>> = {
  stats,
  clear,
  export: exportAll,
  prune,
};

export const cacheCommand = defineCommand({
  name: 'cache',
  summary: 'look after the cache of replies',
  operands: ['stats|clear|export|prune', '[FILE.jsonl]'],
  flags: FLAGS,
  examples: ['cache stats', 'cache export replies.jsonl', 'cache prune', 'cache clear --yes'],
  notes:
    'prune removes what cannot be read. A cache in use by other processes may be looked after all the same.',
  async run({ values, operands: [name = '', file] }, surroundings) {
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) {
      const nearest = nearestOf(name, Object.keys(ACTIONS));
      throw new UsageError(
        {
          problem: `dspex cache does not know ${JSON.stringify(name)}.`,
          expected: `one of ${Object.keys(ACTIONS).join(', ')}.`,
          fix: nearest && `write dspex cache ${nearest}.`,
        },
        'cache',
      );
    }
    if (file !== undefined && name !== 'export') {
      throw new UsageError(
        { problem: `dspex cache ${name} takes no file.`, found: file, fix: 'leave it out.' },
        'cache',
      );
    }
    const folder =
      values.directory === undefined ? defaultCacheDirectory() : resolve(surroundings.cwd, values.directory);
    if (!existsSync(folder)) {
      // Looking at a cache is not to make one.
      if (values.directory === undefined && name !== 'export') return nothing(folder, surroundings);
      throw new CommandError({
        problem: `There is no cache in ${JSON.stringify(folder)}.`,
        fix: 'name its folder: --directory DIR',
      });
    }
    return action({ store: new DiskStore({ directory: folder }), folder, file, values, surroundings });
  },
});

async function nothing(folder: string, { stderr }: Surroundings): Promise<ExitCode> {
  stderr.write(`There is no cache yet: ${folder} is not there.\n`);
  return 0;
}

async function stats({ store, folder, values, surroundings: { stdout } }: Work): Promise<ExitCode> {
  const { entries = 0, bytes = 0, corrupt } = await cacheStats(store);
  stdout.write(
    values.json
      ? `${JSON.stringify({ folder, entries, bytes, corrupt }, null, 2)}\n`
      : `${folder}\n${entries} replies, ${megabytes(bytes)}\n`,
  );
  return 0;
}

async function clear({ store, folder, values, surroundings: { stderr } }: Work): Promise<ExitCode> {
  const { entries = 0, bytes = 0 } = await cacheStats(store);
  if (!values.yes) {
    throw new UsageError(
      {
        problem: `This would remove ${entries} replies, ${megabytes(bytes)}, which were paid for.`,
        found: folder,
        fix: 'add --yes to remove them.',
      },
      'cache',
    );
  }
  await clearCache(store);
  stderr.write(`Removed ${entries} replies from ${folder}.\n`);
  return 0;
}

async function exportAll({ store, file, surroundings: { cwd, stderr } }: Work): Promise<ExitCode> {
  if (file === undefined) {
    throw new UsageError(
      { problem: 'dspex cache export needs a file.', fix: 'write dspex cache export replies.jsonl' },
      'cache',
    );
  }
  const { entries, unreadable } = await exportCache(resolve(cwd, file), store);
  stderr.write(`Wrote ${entries} replies to ${file}; ${unreadable.length} could not be read.\n`);
  return 0;
}

async function prune({ store, folder, surroundings: { stderr } }: Work): Promise<ExitCode> {
  stderr.write(`Removed ${await pruneCache(store)} replies that could not be read from ${folder}.\n`);
  return 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
