import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dspex from '../../src';
import * as testing from '../../src/testing';
import { compilers, compilersOf, runSources } from '../support/compile-source';
import { ROOT } from '../support/doc-pages';

const fixture = (name: string): string => join(ROOT, '__tests__', 'fixtures', 'consumer', `${name}.ts`);

/** What a whole program prints, compiled in one of the ways users have. */
async function printed(compiler: string, program: string): Promise<string[]> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((...parts) => void lines.push(parts.join(' ')));
  try {
    const source = `${readFileSync(fixture(program), 'utf8').replace('void main();', '')}\nexport { main };`;
    const requireIt = runSources(
      compilers[compiler]!,
      { program: source },
      { dspex, 'dspex/testing': testing },
    );
    await (requireIt('./program')['main'] as () => Promise<void>)();
  } finally {
    log.mockRestore();
  }
  return lines;
}

describe('a whole program', () => {
  it.each(Object.keys(compilers))('runs when its types and rules are given: %s', async (compiler) => {
    expect(await printed(compiler, 'standard')).toEqual(['billing 0.9']);
  });

  it.each(compilersOf('legacy'))('runs with the decorators of class-validator: %s', async (compiler) => {
    expect(await printed(compiler, 'explicit')).toEqual(['billing 0.9']);
  });

  it.each(compilersOf('legacy').filter((name) => name.includes('with metadata')))(
    'runs without saying types: %s',
    async (compiler) => {
      expect(await printed(compiler, 'main')).toEqual(['billing 0.9']);
    },
  );

  it.each([
    ['legacy', 'explicit'],
    ['standard', 'standard'],
  ])('runs under tsx with %s decorators', (dialect, program) => {
    // Inside the project, so that packages are found.
    const folder = mkdtempSync(join(ROOT, '.tsx-'));
    try {
      const tsconfig = join(folder, 'tsconfig.json');
      const paths = { dspex: ['../src/index.ts'], 'dspex/testing': ['../src/testing/index.ts'] };
      writeFileSync(
        tsconfig,
        JSON.stringify({
          compilerOptions: { paths, experimentalDecorators: dialect === 'legacy' },
          include: ['..'],
        }),
      );
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', fixture(program)], {
        cwd: ROOT,
        env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
        encoding: 'utf8',
      });
      expect([stdout, stderr]).toEqual(['billing 0.9\n', '']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
