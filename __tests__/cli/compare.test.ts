import { join } from 'node:path';
import { FIXTURES, projectFolder, runCommand, type Given, type Outcome } from './run-command';

const CONFIG = ['--config', join(FIXTURES, 'dspex.config.ts')];

let project: ReturnType<typeof projectFolder>;
beforeAll(async () => {
  project = projectFolder();
  for (const [name, k] of [
    ['one', 1],
    ['all', 8],
  ] as const) {
    const words = [
      'compile',
      ...CONFIG,
      '--optimizer',
      'labeled-few-shot',
      '--set',
      `k=${k}`,
      '--quiet',
      '--out',
      `${name}.json`,
    ];
    expect((await run(words)).code).toBe(0);
  }
});
afterAll(() => project.remove());

const run = (words: readonly string[], given: Given = {}): Promise<Outcome> =>
  runCommand(words, { cwd: project.path, ...given });

interface Compared {
  readonly names: string[];
  readonly before: { readonly score: number };
  readonly after: { readonly score: number };
  readonly comparison: { readonly difference: number; readonly n: number; readonly interval: number[] };
}

describe('dspex compare', () => {
  it('runs two programs on the same rows and tells the paired difference', async () => {
    const { code, stdout } = await run(['compare', 'one.json', 'all.json', ...CONFIG, '--json']);
    const { names, before, after, comparison } = JSON.parse(stdout) as Compared;
    expect(code).toBe(0);
    expect(names).toEqual(['one.json', 'all.json']);
    expect(comparison.n).toBe(8);
    expect(after.score).toBe(1);
    expect(comparison.difference).toBeCloseTo(after.score - before.score);
    expect(comparison.interval[0]).toBeLessThanOrEqual(comparison.difference);
  });

  it('says in words how they stand', async () => {
    const { stdout } = await run(['compare', 'all.json', 'all.json', ...CONFIG]);
    expect(stdout).toMatch(/^PROGRAM +SCORE/);
    expect(stdout).toContain('Not shown to differ: 0.000');
    expect(stdout).toContain('on 8 rows; better on 0, worse on 0, the same on 8.');
  });

  it('compares one file with the program as it is, and has a gate', async () => {
    expect((await run(['compare', 'all.json', ...CONFIG, '--gate', '0'])).code).toBe(0);
    const missed = await run(['compare', 'all.json', ...CONFIG, '--gate', '1.5']);
    expect(missed).toMatchObject({ code: 100, stderr: expect.stringContaining('the difference') });
  });

  it.each([
    [[], /needs A.json/],
    [['nowhere.json', ...CONFIG], /nowhere.json" could not be read/],
    [['rows.jsonl', ...CONFIG], /rows.jsonl/],
    [['all.json', 'one.json', 'two.json', ...CONFIG], /does not know what to do with "two.json"/],
  ])('refuses %j', async (words, message) => {
    const { code, stdout, stderr } = await run(['compare', ...words]);
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('ends with 130 when it is aborted', async () => {
    const { code, stdout } = await run(['compare', 'one.json', 'all.json', ...CONFIG], {
      signal: AbortSignal.abort(),
    });
    expect([code, stdout]).toEqual([130, '']);
  });
});
