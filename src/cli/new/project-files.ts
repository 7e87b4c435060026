import { packageVersion } from '../package-version';
import { devRows, trainRows } from './ticket-rows';
import { CONFIG, MAIN, MODEL, PROGRAM, TEST } from './sources';
import { readme } from './readme';

/** The files of a new project by their paths. */
export function projectFiles(name: string): Readonly<Record<string, string>> {
  return {
    'package.json': json(manifest(name)),
    'tsconfig.json': json(TSCONFIG),
    '.gitignore': 'node_modules\nruns\n.dspex\n.env\n',
    'README.md': readme(name),
    'dspex.config.ts': CONFIG,
    'src/program.ts': PROGRAM,
    'src/model.ts': MODEL,
    'src/main.ts': MAIN,
    'test/program.test.ts': TEST,
    'data/train.jsonl': lines(trainRows),
    'data/dev.jsonl': lines(devRows),
  };
}

function manifest(name: string): object {
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      start: 'tsx src/main.ts',
      test: 'tsc && node --import tsx --test test/program.test.ts',
      eval: 'dspex eval',
      compile: 'dspex compile --out compiled.json',
    },
    dependencies: { dspex: `^${packageVersion()}` },
    devDependencies: { '@types/node': '^20.19.0', tsx: '^4.20.0', typescript: '^5.9.0' },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    experimentalDecorators: true,
    useDefineForClassFields: false,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  },
  include: ['src', 'test', 'dspex.config.ts'],
};

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function lines(rows: readonly (readonly [ticket: string, team: string])[]): string {
  return rows.map(([ticket, team]) => `${JSON.stringify({ ticket, team })}\n`).join('');
}
