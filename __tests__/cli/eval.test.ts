import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, projectFolder, runCommand } from './run-command';

const PROGRAM = ['--module', 'program.ts#program', '--lm', 'embedded', '--no-cache'];

describe('dspex eval', () => {
  it('measures the program of the config, and prints the result alone on standard output', async () => {
    const { code, stdout, stderr } = await runCommand(['eval']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/score [\d.]+ \(95 % .*\) {2}n 8 {2}errors 0/);
    expect(stderr).toBe('');
  });

  it.each(['program', 'Router', 'makeRouter'])(
    'takes the export %s: an instance, a class, a function',
    async (name) => {
      const words = [
        'eval',
        '--module',
        `program.ts#${name}`,
        '--data',
        'rows.jsonl',
        '--metric',
        'exact-match:team',
        '--lm',
        'embedded',
      ];
      const { code, stdout } = await runCommand([...words, '--json', '--limit', '3']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, n: 3, total: 3 });
    },
  );

  it('takes the inputs from the signature, or from --inputs', async () => {
    const { code, stderr } = await runCommand(['eval', ...PROGRAM, '--inputs', 'tikcet']);
    expect(code).toBe(2);
    expect(stderr).toContain('A row has no field "tikcet".\n  its fields: ticket, team');
  });

  it('ends with 100 where the gate is missed, and with 0 where it is met', async () => {
    expect(await runCommand(['eval', '--gate', '1.1'])).toMatchObject({
      code: 100,
      stderr: expect.stringContaining('Gate missed'),
    });
    expect((await runCommand(['eval', '--min-score', '0'])).code).toBe(0);
    expect((await runCommand(['eval', '--gate', '0', '--min-score', '1'])).code).toBe(2);
  });

  it('ends with 1, tells the first failure, where no row has a score', async () => {
    const { code, stderr } = await runCommand([
      'eval',
      '--module',
      'program.ts#failing',
      '--lm',
      'embedded',
      '--inputs',
      'ticket',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('The first failure (program):\nthe sky fell');
  });

  it('says which variable is missing where there is no key', async () => {
    const { code, stderr } = await runCommand([
      'eval',
      ...PROGRAM,
      '--lm',
      'anthropic/claude-haiku-4-5',
      '--limit',
      '1',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('ANTHROPIC_API_KEY');
  });

  it.each([
    [
      ['--module', 'program.ts#program', '--config', 'program.ts'],
      /exports a program where a config must be/,
    ],
    [['--module', 'nowhere.ts'], /There is no file "nowhere.ts"/],
    [['--module', 'progam.ts'], /did you mean "program.ts"\?/],
    [['--module', 'program.ts#roter'], /no export "roter"[\s\S]*write #Router/],
    [['--module', 'program.ts#notAProgram'], /is neither a program nor a config/],
    [['--data', 'nowhere.jsonl'], /nowhere.jsonl" could not be read/],
    [['--data', 'rows.xlsx'], /rows.xlsx/],
    [['--metric', 'exact-mach:team'], /write exact-match/],
    [['--lm', 'opnai/gpt-5'], /write "openai" instead of "opnai"/],
    [['--base-url', 'http://127.0.0.1:1/v1'], /goes with --lm/],
    [['--lm', 'x/y', '--base-url', 'http://me:secret@127.0.0.1/v1'], /holds a user or password/],
    [['--load', 'rows.jsonl'], /rows.jsonl" could not be read/],
    [
      ['--load', '../../../package.json'],
      /cannot be loaded into the program[\s\S]*expected an entry for route/,
    ],
  ])('refuses %j and says what to do', async (words, message) => {
    const { code, stdout, stderr } = await runCommand(['eval', ...words]);
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('says what is missing where there is neither module nor config', async () => {
    const project = projectFolder();
    const { code, stderr } = await runCommand(['eval'], { cwd: project.path });
    project.remove();
    expect(code).toBe(2);
    expect(stderr).toContain('No program is named.');
  });

  it('says that no model is named', async () => {
    const { path, remove } = projectFolder();
    const words = ['eval', '--module', join(FIXTURES, 'program.ts#program'), '--data', 'rows.jsonl'];
    const bare = await runCommand([...words, '--metric', 'exact-match:team'], { cwd: path });
    const measureless = await runCommand(words, { cwd: path });
    remove();
    expect(bare).toMatchObject({ code: 2, stderr: expect.stringContaining('add --lm') });
    expect(measureless).toMatchObject({ code: 2, stderr: expect.stringContaining('add --metric') });
  });

  it('keeps evaluations with --resume and does not make them again', async () => {
    const { path, remove } = projectFolder();
    const words = ['eval', '--config', join(FIXTURES, 'dspex.config.ts'), '--resume', '--json'];
    const first = JSON.parse((await runCommand(words, { cwd: path })).stdout) as { reused: number };
    const second = JSON.parse((await runCommand(words, { cwd: path })).stdout) as { reused: number };
    const isKept = existsSync(join(path, '.dspex', 'evaluations'));
    remove();
    expect([first.reused, second.reused, isKept]).toEqual([0, 8, true]);
  });

  it('writes the rows as CSV', async () => {
    const { path, remove } = projectFolder();
    const words = ['eval', '--config', join(FIXTURES, 'dspex.config.ts'), '--csv', 'rows.csv'];
    expect((await runCommand(words, { cwd: path })).code).toBe(0);
    const text = readFileSync(join(path, 'rows.csv'), 'utf8');
    const refused = await runCommand([...words.slice(0, -1), 'no/such/rows.csv'], { cwd: path });
    remove();
    expect(text.split('\n')[0]).toContain('ticket');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('make the folder first') });
  });

  it('draws a bar on a terminal, without colour where NO_COLOR says so, and none elsewhere', async () => {
    const drawn = await runCommand(['eval'], { isTerminal: true });
    expect(drawn.stderr).toContain('8/8');
    expect(drawn.stderr).toContain('\u001B[32m');
    expect(drawn.stdout).not.toContain('\u001B');
    const plain = await runCommand(['eval'], { isTerminal: true, env: { NO_COLOR: '1' } });
    expect(plain.stderr).not.toContain('\u001B[3');
    expect((await runCommand(['eval'])).stderr).not.toContain('\u001B');
  });

  it('ends with 130 when it is aborted, with the rows so far and how to go on', async () => {
    const controller = new AbortController();
    controller.abort();
    const { code, stderr, stdout } = await runCommand(['eval', '--data', 'rows.jsonl'], {
      signal: controller.signal,
    });
    expect(code).toBe(130);
    expect(stderr + stdout).not.toContain('    at ');
  });
});
