import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskStore } from '../../src/cache';
import { projectFolder, runCommand, type Outcome } from './run-command';

let project: ReturnType<typeof projectFolder>;
beforeEach(async () => {
  project = projectFolder();
  mkdirSync(join(project.path, 'cache'));
  const store = new DiskStore({ directory: join(project.path, 'cache') });
  await store.set('a', 'one');
  await store.set('b', 'two');
});
afterEach(() => project.remove());

const run = (...words: readonly string[]): Promise<Outcome> =>
  runCommand(['cache', ...words, '--directory', 'cache'], { cwd: project.path });

describe('dspex cache', () => {
  it('tells what a cache holds', async () => {
    expect((await run('stats')).stdout).toMatch(/2 replies, [\d.]+ MiB\n$/);
    expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject({ entries: 2, corrupt: 0 });
  });

  it('clears it when that is really meant', async () => {
    const refused = await run('clear');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes') });
    expect((await run('clear', '--yes')).stderr).toContain('Removed 2 replies');
    expect((await run('stats')).stdout).toContain('0 replies');
  });

  it('exports and prunes it', async () => {
    expect((await run('export', 'out.jsonl')).stderr).toBe(
      'Wrote 2 replies to out.jsonl; 0 could not be read.\n',
    );
    expect(readFileSync(join(project.path, 'out.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
    expect((await run('prune')).stderr).toContain('Removed 0 replies');
  });

  it.each([
    [[], 'needs stats|clear|export|prune'],
    [['stat'], 'write dspex cache stats'],
    [['export'], 'write dspex cache export replies.jsonl'],
    [['stats', 'x'], 'takes no file'],
    [['stats', '--directory', 'nowhere'], 'There is no cache in'],
    [['export', 'no/where.jsonl'], 'make the folder first'],
  ])('refuses %j and says what to write', async (words, message) => {
    const directory = words.includes('--directory') ? [] : ['--directory', 'cache'];
    const { code, stdout, stderr } = await runCommand(['cache', ...words, ...directory], {
      cwd: project.path,
    });
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
