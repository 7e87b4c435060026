import { existsSync, readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from '../../util';
import { CommandError } from '../cli-errors';

type Require = ReturnType<typeof createRequire>;

/** A package that teaches Node TypeScript, and how it is begun. Those that keep the types of decorated fields come first. */
interface Loader {
  readonly name: string;
  readonly begin: (require: Require, kind: 'module' | 'commonjs') => Promise<unknown> | unknown;
}

const LOADERS: readonly Loader[] = [
  {
    name: '@swc-node/register',
    begin: (require, kind) =>
      kind === 'commonjs'
        ? require('@swc-node/register')
        : importModule(
            pathToFileURL(join(dirname(require.resolve('@swc-node/register')), 'esm', 'esm-register.mjs'))
              .href,
          ),
  },
  {
    name: 'ts-node',
    begin: (require, kind) =>
      kind === 'commonjs'
        ? require('ts-node/register/transpile-only')
        : module.register(pathToFileURL(require.resolve('ts-node/esm/transpile-only')).href),
  },
  {
    name: 'tsx',
    // What `node --import tsx` loads: it teaches `import` and `require` both.
    begin: (require) => importModule(pathToFileURL(require.resolve('tsx')).href),
  },
];

/**
 * Makes sure that Node can load a TypeScript file: by what the process was begun with, by a loader that the file's project has, or
 * by Node itself.
 *
 * @throws {@link CommandError} with what to install.
 */
export async function readyForTypeScript(file: string): Promise<void> {
  if (isTaught()) return;
  const require = createRequire(file);
  const loader = LOADERS.find(({ name }) => has(require, name));
  pointAtSettings(file);
  if (loader !== undefined)
    return void (await loader.begin(require, isModuleFile(file) ? 'module' : 'commonjs'));
  if (isTaughtByNode()) return;
  throw new CommandError({
    problem: `Node ${process.versions.node} cannot load TypeScript by itself, and the project has no loader for it.`,
    found: file,
    expected: `one of ${LOADERS.map(({ name }) => name).join(', ')} in the project.`,
    fix: 'npm install --save-dev tsx',
  });
}

/** Loaders look for tsconfig.json where the process runs; the file's own is meant. */
function pointAtSettings(file: string): void {
  const settings = findUpwards(dirname(file), 'tsconfig.json');
  if (settings === undefined) return;
  for (const name of ['SWC_NODE_PROJECT', 'TS_NODE_PROJECT', 'TSX_TSCONFIG_PATH'])
    process.env[name] ??= settings;
}

function findUpwards(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  return folder === dirname(folder) ? undefined : findUpwards(dirname(folder), name);
}

/** Whether Node takes the file for an ES module. */
export function isModuleFile(file: string): boolean {
  if (/\.mtsx?$/.test(file)) return true;
  if (/\.ctsx?$/.test(file)) return false;
  const manifest = findUpwards(dirname(file), 'package.json');
  if (manifest === undefined) return false;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: unknown }).type === 'module';
}

/** A loader that was given to Node itself, such as `node --import tsx`, leaves its hook on `require`. */
function isTaught(): boolean {
  const { extensions } = createRequire(join(process.cwd(), 'index.js'));
  return !isTaughtByNode() && Object.hasOwn(extensions, '.ts');
}

function isTaughtByNode(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

function has(require: Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    // Not installed where the file is.
    return false;
  }
}
