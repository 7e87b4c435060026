import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, runCommand } from './run-command';

let project: ReturnType<typeof projectFolder>;
beforeEach(() => (project = projectFolder()));
afterEach(() => project.remove());

describe('dspex new', () => {
  it('makes a project, and says what comes next', async () => {
    const { code, stdout } = await runCommand(['new', 'apps/my-app'], { cwd: project.path });
    expect(code).toBe(0);
    expect(stdout).toContain('cd apps/my-app\n  npm install\n  npm start\n  npm test\n');
    const home = join(project.path, 'apps', 'my-app');
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Record<string, unknown>;
    const own = jest.requireActual<{ version: string }>('../../package.json');
    expect(manifest).toMatchObject({ name: 'my-app', dependencies: { dspex: `^${own.version}` } });
    expect(readdirSync(home).sort()).toEqual([
      '.gitignore',
      'README.md',
      'data',
      'dspex.config.ts',
      'package.json',
      'src',
      'test',
      'tsconfig.json',
    ]);
    expect(readdirSync(join(project.path, 'apps'))).toEqual(['my-app']);
  });

  it('takes an empty folder, and touches no other', async () => {
    mkdirSync(join(project.path, 'empty'));
    expect((await runCommand(['new', 'empty'], { cwd: project.path })).code).toBe(0);
    mkdirSync(join(project.path, 'full'));
    writeFileSync(join(project.path, 'full', 'mine.txt'), '');
    const refused = await runCommand(['new', 'full'], { cwd: project.path });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    expect(readdirSync(join(project.path, 'full'))).toEqual(['mine.txt']);
  });

  it.each([
    [[], 'dspex new needs NAME'],
    [['My App'], 'dspex new my-app'],
    [['.'], 'cannot be named'],
    [['rows.jsonl'], 'is there already'],
    [['rows.jsonl/app'], 'rows.jsonl" is there already'],
  ])('refuses %j and says what to write', async (words, message) => {
    const { code, stdout, stderr } = await runCommand(['new', ...words], { cwd: project.path });
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
