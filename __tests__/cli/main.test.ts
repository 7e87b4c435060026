import { COMMANDS } from '../../src/cli/commands';
import { runCommand } from './run-command';

describe('dspex', () => {
  it('shows its commands and ends with 2 when it is given none', async () => {
    const { code, stdout, stderr } = await runCommand([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: dspex COMMAND');
  });

  it('tells its version, and helps, on standard output', async () => {
    expect(await runCommand(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect((await runCommand(['--help'])).stdout).toContain('eval');
    expect((await runCommand(['help', 'eval'])).stdout).toContain('--gate SCORE');
  });

  it.each(COMMANDS.map(({ name, flags }) => [name, flags] as const))(
    'helps with %s, flag by flag',
    async (name, flags) => {
      const { code, stdout } = await runCommand([name, '--help']);
      expect(code).toBe(0);
      for (const flag of Object.keys(flags)) expect(stdout).toContain(`--${flag}`);
    },
  );

  it('suggests the command that was meant', async () => {
    const { code, stderr } = await runCommand(['evla']);
    expect(code).toBe(2);
    expect(stderr).toContain('Fix: write dspex eval.');
  });

  it.each([
    [['eval', '--metrics', 'x'], 'write --metric instead of --metrics'],
    [['eval', '--limit', 'many'], '--limit cannot be "many".\nExpected: a whole number, at least 1.'],
    [['eval', '--limit', '0'], 'at least 1'],
    [['eval', '--data', '--json'], '--data needs a value'],
    [['eval', '--data'], '--data needs a value'],
    [['eval', '--json=yes'], '--json takes no value'],
    [['eval', '--adapter', 'jsn'], 'write --adapter json'],
    [['eval', '--inputs', 'a,,b'], 'names with commas'],
    [['eval', 'rows.jsonl'], 'does not know what to do with "rows.jsonl"'],
  ])('refuses %j, says what to write, and ends with 2', async (words, message) => {
    const { code, stdout, stderr } = await runCommand(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Help: dspex eval --help');
  });

  it('shows a stack only with --debug', async () => {
    expect((await runCommand(['eval', '--module', 'nowhere.ts'])).stderr).not.toMatch(/^\s+at /m);
    expect((await runCommand(['eval', '--module', 'nowhere.ts', '--debug'])).stderr).toMatch(/^\s+at /m);
  });

  it('keeps secrets of the environment out of what it says', async () => {
    const { stderr } = await runCommand(['sk-very-secret-key'], {
      env: { SOME_API_KEY: 'sk-very-secret-key' },
    });
    expect(stderr).toContain('<SOME_API_KEY>');
    expect(stderr).not.toContain('sk-very');
  });
});
