import { runCommand } from './run-command';

describe('dspex render', () => {
  it('prints the messages as a person reads them', async () => {
    const { code, stdout } = await runCommand(['render', '--input', 'ticket=I paid = twice']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\[system\]\n[\s\S]*\n\[user\]\n[\s\S]*I paid = twice/);
  });

  it('prints them as JSON, from inputs on standard input', async () => {
    const { stdout } = await runCommand(['render', '--json'], { stdin: '{"ticket": "I paid twice"}' });
    const { messages } = JSON.parse(stdout) as { messages: { role: string }[] };
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('reads inputs that are no text, and another prompt format', async () => {
    const words = [
      'render',
      '--module',
      'program.ts#program',
      '--adapter',
      'json',
      '--input',
      'ticket:="text"',
    ];
    expect((await runCommand(words)).stdout).toContain('JSON');
  });

  it.each([
    [[], undefined, /No inputs are given/],
    [[], '', /No inputs are given/],
    [[], '[1]', /holds no inputs/],
    [[], '{', /is not JSON/],
    [['--input', 'ticket'], undefined, /--input cannot be "ticket"/],
    [['--input', 'ticket:={'], undefined, /--input ticket is not JSON/],
    [['--input', 'ticket=x', '--predictor', 'rout'], undefined, /write --predictor route/],
  ])('refuses %j with input %j and ends with 2', async (words, stdin, message) => {
    const { code, stdout, stderr } = await runCommand(['render', ...words], { stdin });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('ends at once where it waits for input that does not come', async () => {
    const controller = new AbortController();
    async function* silent(): AsyncGenerator<string> {
      controller.abort();
      yield await new Promise<string>(() => undefined);
    }
    const outcome = await runCommand(['render'], { stdin: silent(), signal: controller.signal });
    expect(outcome).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  it('tells inputs that the program does not take', async () => {
    const { code, stderr } = await runCommand(['render', '--input', 'tikcet=x']);
    expect(code).toBe(1);
    expect(stderr).toContain('ticket');
  });
});
