import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { FIXTURES, projectFolder } from './run-command';
import { listen } from '../support/listen';

const ROOT = join(__dirname, '..', '..');
const CONFIG = join(FIXTURES, 'dspex.config.ts');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody without rights; the superuser may read and write everything. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function begin(
  words: readonly string[],
  env: Record<string, string> = {},
  options: { readonly uid?: number; readonly gid?: number } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const register = join(ROOT, 'scripts', 'register-typescript.cjs');
  const child = spawn(
    process.execPath,
    ['--require', register, join(ROOT, 'src', 'cli', 'bin.ts'), ...words],
    {
      ...options,
      cwd: project.path,
      env: { ...process.env, XDG_CACHE_HOME: join(project.path, 'cache'), ...env },
    },
  );
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...written })));
  return { child, ended };
}

/** A server that takes requests and never answers; tells when one came and when its socket was closed. */
async function silentServer(): Promise<{
  server: Server;
  url: string;
  asked: Promise<void>;
  left: Promise<void>;
}> {
  const told = { asked: (): void => undefined, left: (): void => undefined };
  const asked = new Promise<void>((resolve) => (told.asked = resolve));
  const left = new Promise<void>((resolve) => (told.left = resolve));
  const server = createServer((request, response) => {
    told.asked();
    request.resume();
    response.on('close', () => told.left());
  });
  return { server, url: `http://127.0.0.1:${await listen(server)}/v1`, asked, left };
}

let project: ReturnType<typeof projectFolder>;
beforeEach(() => (project = projectFolder()));
afterEach(() => project.remove());

describe('the process dspex', () => {
  it('ends with 130 at Ctrl-C, closes its sockets, and says how to go on', async () => {
    const { server, url, asked, left } = await silentServer();
    const words = ['eval', '--config', CONFIG, '--lm', 'openai/some-model', '--base-url', url];
    const { child, ended } = begin(words, { OPENAI_API_KEY: 'sk-secret-of-the-test' });
    await asked;
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    await left;
    server.close();
    expect(code).toBe(130);
    expect(stdout).toContain('stopped: aborted');
    expect(stderr).toContain('Stopped after 0 of 8 rows.');
    expect(stderr).not.toMatch(/^\s+at |sk-secret/m);
  });

  it('goes on with a compilation after kill -9', async () => {
    const config = join(FIXTURES, 'hanging.config.ts');
    const { child, ended } = begin(['compile', '--config', config, '--directory', 'runs/killed'], {
      HANG_AT: '12',
    });
    await new Promise<void>((resolve) =>
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('hanging')) resolve();
      }),
    );
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    expect((await begin(['jobs']).ended).stdout).toContain('interrupted');
    const { code, stderr } = await begin(['resume', 'killed', '--out', 'compiled.json']).ended;
    expect(stderr).toMatch(/going on with (?:9|1\d) evaluations/);
    expect(code).toBe(0);
    expect(existsSync(join(project.path, 'compiled.json'))).toBe(true);
    expect((await begin(['jobs']).ended).stdout).toContain('ended');
  });

  it('says what to do where it has no permission', async () => {
    const attempts: [words: string[], message: RegExp][] = [
      [
        ['eval', '--config', CONFIG, '--data', 'secret.jsonl'],
        /secret.jsonl" could not be read[\s\S]*permission/,
      ],
      [['eval', '--config', CONFIG, '--csv', 'out.csv'], /out.csv" could not be written[\s\S]*allow writing/],
      [
        ['compile', '--config', CONFIG],
        /runs.*" may not be read or written by this user \(EACCES\)\.\nFix: /,
      ],
      [['new', 'app'], /may not be read or written by this user/],
      [['cache', 'export', 'out.jsonl', '--directory', 'kept'], /out.jsonl" could not be written/],
      [['render', '--module', 'secret.js', '--input', 'a=b'], /secret.js" could not be loaded[\s\S]*EACCES/],
    ];
    for (const name of ['secret.jsonl', 'secret.js'])
      writeFileSync(join(project.path, name), '', { mode: 0o000 });
    mkdirSync(join(project.path, 'kept'));
    chmodSync(project.path, 0o555);
    const outcomes = await Promise.all(attempts.map(([words]) => begin(words, {}, NOBODY).ended));
    chmodSync(project.path, 0o755);
    for (const [index, { code, stderr }] of outcomes.entries()) {
      expect(stderr).toMatch(attempts[index]![1]);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(1);
    }
  });

  it('tells what falls outside of any call as it tells every error', async () => {
    const words = [
      'eval',
      '--module',
      join(FIXTURES, 'stray.ts'),
      '--data',
      'rows.jsonl',
      '--metric',
      'exact-match:team',
    ];
    const { code, stderr } = await begin([...words, '--lm', 'embedded']).ended;
    expect(stderr).toBe('Error: left alone\nFix: run it again with --debug to see where it comes from.\n');
    expect(code).toBe(1);
  });

  it('does not fall over a reader that goes away', async () => {
    const { child, ended } = begin(['eval', '--config', CONFIG, '--json']);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes no escape codes and no progress where there is no terminal', async () => {
    const { code, stdout, stderr } = await begin(['eval', '--config', CONFIG, '--json']).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ n: 8 });
  });
});
