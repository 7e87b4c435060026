import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError, UsageError } from '../cli-errors';
import { defineCommand } from '../command';
import { shownPath } from '../job/find-job';
import { projectFiles } from '../new/project-files';

export const newCommand = defineCommand({
  name: 'new',
  summary: 'begin a project: a program, data, a test, and a config',
  operands: ['NAME'],
  flags: {},
  examples: ['new my-app'],
  notes: 'NAME is the folder to make. The project works offline, and asks a real model where there is a key.',
  async run({ operands: [path = ''] }, { stdout, cwd }) {
    const folder = resolve(cwd, path);
    const name = basename(folder);
    checkName(name);
    checkFree(folder, path);
    writeProject(folder, projectFiles(name));
    const place = shownPath(cwd, folder);
    stdout.write(`Made ${place}. Next:\n\n  cd ${place}\n  npm install\n  npm start\n  npm test\n`);
    return 0;
  },
});

/** It becomes the name of a package. */
function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9._-]{0,213}$/.test(name)) return;
  const better = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  throw new UsageError(
    {
      problem: `A project cannot be named ${JSON.stringify(name)}.`,
      expected: 'small letters, digits, hyphens, dots and underscores, as npm has it.',
      fix: better === '' ? undefined : `dspex new ${better}`,
    },
    'new',
  );
}

function checkFree(folder: string, path: string): void {
  if (!existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0)) return;
  throw new CommandError({
    problem: `${JSON.stringify(path)} is there already, and not empty.`,
    fix: 'name another folder; nothing was changed.',
  });
}

/** Writes all files beside the place and puts them there at once, so that a failure leaves nothing half. */
function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const temporary = join(parent, `.${basename(folder)}.${randomUUID()}`);
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(temporary, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
