import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bounded, reported, type BenchmarkResult } from '../benchmark-result';
import { consumerSource, genericSource } from './consumer-source';

const ROOT = join(__dirname, '..', '..');
const ROUNDS = 5;

const SOURCES = {
  empty: 'export {};\n',
  bare: "import 'dspex';\n",
  hundred: consumerSource({ classes: 50, strings: 50, fields: 5 }),
  classes: consumerSource({ classes: 50, strings: 0, fields: 5 }),
  strings: consumerSource({ classes: 0, strings: 50, fields: 5 }),
  generic: genericSource(30),
};
type Name = keyof typeof SOURCES;

/** What the static types of signatures cost a consumer's `tsc`, on the declarations we ship. */
export async function run(): Promise<BenchmarkResult> {
  if (!existsSync(join(ROOT, 'dist', 'index.d.mts'))) {
    execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT });
  }
  const folder = mkdtempSync(join(tmpdir(), 'dspex-typescript-speed-'));
  try {
    return report(measure(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(seconds: Readonly<Record<Name, number>>): BenchmarkResult {
  const over = (name: Name) => seconds[name] - seconds.empty;
  return {
    benchmark: 'typescript-speed',
    measures: [
      bounded('50 classes and 50 strings of 10 fields, over an empty file', over('hundred'), 's', 2),
      bounded('one string of 60 fields and generic code, in all', seconds.generic, 's', 10),
      reported('an empty file, in all', seconds.empty, 's'),
      reported('the import alone, over an empty file', over('bare'), 's'),
      reported('50 classes of 10 fields, over an empty file', over('classes'), 's'),
      reported('50 strings of 10 fields, over an empty file', over('strings'), 's'),
    ],
  };
}

/** Seconds of a whole `tsc` on each source, its fastest of some rounds: the work never varies, only the machine does. */
function measure(folder: string): Record<Name, number> {
  const names = Object.keys(SOURCES) as Name[];
  for (const name of names) prepare(join(folder, name), SOURCES[name]);
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times[name].push(compile(join(folder, name)));
  }
  return Object.fromEntries(names.map((name) => [name, Math.min(...times[name])])) as Record<Name, number>;
}

function prepare(project: string, source: string): void {
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(ROOT, join(project, 'node_modules', 'dspex'), 'dir');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'main.ts'), source);
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
}

function compile(project: string): number {
  const start = performance.now();
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc refuses ${project}:\n${stdout.slice(0, 2000)}`);
  return (performance.now() - start) / 1000;
}
