import { join } from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { FIXTURES, projectFolder, runCommand } from './run-command';

const NAMES = COMMANDS.map(({ name }) => name);

/** A command line of each command that begins its work. */
const CONFIG = ['--config', join(FIXTURES, 'dspex.config.ts')];
const WORKING: Readonly<Record<string, readonly string[]>> = {
  eval: CONFIG,
  compile: [...CONFIG, '--optimizer', 'bootstrap-rs'],
  resume: ['runs/none'],
  jobs: [],
  report: ['runs/none'],
  compare: ['rows.jsonl', ...CONFIG],
  render: [...CONFIG, '--input', 'ticket=x'],
  cache: ['stats', '--directory', 'none'],
  worker: ['--module', 'program.js', '--redis', 'redis://127.0.0.1:1'],
  new: ['my-app'],
};

let project: ReturnType<typeof projectFolder>;
beforeEach(() => (project = projectFolder()));
afterEach(() => project.remove());

/** Good, or a message that a person can do something with. */
function expectAnswer({ code, stdout, stderr }: Awaited<ReturnType<typeof runCommand>>): void {
  expect([0, 1, 2, 130]).toContain(code);
  if (code === 1 || code === 2) expect(stderr).toMatch(/^(?:Fix|Expected|Help): /m);
  expect(stderr + stdout).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(stderr + stdout).not.toContain('\u001B');
}

describe.each(NAMES)('dspex %s', (name) => {
  it('says what it needs when it is given nothing', async () => {
    const outcome = await runCommand([name], { cwd: project.path });
    expectAnswer(outcome);
    expect(outcome.code).toBe(name === 'jobs' ? 0 : 2);
  });

  it('says what to do with a file that is not there, or none of its kind', async () => {
    for (const word of ['nowhere.json', 'rows.jsonl', '.']) {
      const flag = ['eval', 'compile', 'render', 'worker'].includes(name) ? ['--module', word] : [word];
      expectAnswer(await runCommand([name, ...flag], { cwd: project.path, stdin: '{}' }));
    }
  });

  it('ends with 130 after Ctrl-C, with no error that is none', async () => {
    const words = [name, ...(WORKING[name] as readonly string[])];
    const outcome = await runCommand(words, { cwd: project.path, signal: AbortSignal.abort() });
    expect(outcome.code).toBe(130);
    expectAnswer(outcome);
    expect(outcome.stderr).not.toContain('AbortError');
  });

  it('takes no flag of another kind', async () => {
    const outcome = await runCommand([name, '--no-such-flag'], { cwd: project.path });
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('does not know the flag --no-such-flag'),
    });
  });
});
