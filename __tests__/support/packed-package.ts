import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './doc-pages';

/** A folder with the packed package installed, as a user's project has it. */
export interface Consumer {
  readonly folder: string;
  /** Writes files into the project. */
  write(files: Readonly<Record<string, string>>): void;
  /** Runs `node` in the project and gives its standard output. */
  node(...args: readonly string[]): string;
  /** Runs a command in the project; its output is in the error when it fails. */
  run(command: string, ...args: readonly string[]): string;
}

/** A temporary folder for everything one suite makes. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'dspex-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Builds and packs the project; gives the tarball. */
export function packProject(folder: string): string {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'pipe' });
  const name = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return join(folder, name.trim().split('\n').at(-1) as string);
}

/**
 * Makes a project with the tarball installed: the package itself is unpacked, as npm does, and only the dependencies
 * it declares (and those named in `also`) are linked from this checkout, so that an undeclared one is missed here too.
 */
export function installInto(folder: string, tarball: string, also: readonly string[] = []): Consumer {
  const home = join(folder, 'node_modules', 'dspex');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of [...Object.keys(manifest.dependencies), ...also]) link(folder, name);
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  return {
    folder,
    run,
    node: (...args) => run(process.execPath, ...args),
    write: (files) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    },
  };
}

function link(folder: string, name: string): void {
  const target = join(folder, 'node_modules', name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), target, 'junction');
}
