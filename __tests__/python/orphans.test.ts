import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  closeProcesses,
  describeWithPython,
  PYTHON_FIXTURES,
  pythonProcess,
  rejection,
} from '../support/python';

const ROOT = join(__dirname, '../..');

/** A Node with a Python, from the sources. */
function host(body: string) {
  const program = `
    const { PythonProcess } = require('./src/python');
    const python = new PythonProcess({ module: './helpers.py', cwd: ${JSON.stringify(PYTHON_FIXTURES)} });
    (async () => { ${body} })();`;
  const child = spawn(process.execPath, ['--require', './scripts/register-typescript.cjs', '-e', program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

/** Resolves when no process has the number: whatever it holds open is closed by then. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describeWithPython('What Python began', () => {
  afterEach(closeProcesses);

  it('ends with it, when it crashes and when it is ended', async () => {
    const python = pythonProcess({ killAfter: 0 });
    const first = await python.call<number>('begin_child');
    expect(await rejection(python.call('crash', [1]))).toMatchObject({ code: 'PYTHON_CRASH' });
    await gone(first);
    const call = rejection(python.call('begin_and_loop', [], { timeout: 60_000 }));
    await python.call('wait_started');
    while (python.output === '') await new Promise((resolve) => setImmediate(resolve));
    const second = Number(python.output.trim());
    await python.close({ timeout: 1 });
    expect(await call).toMatchObject({ code: 'PYTHON_CLOSED' });
    await gone(second);
  });
});

describeWithPython('A Python whose Node is gone', () => {
  it('ends with it, also in the middle of an endless call, when Node is killed', async () => {
    const { child, lines } = host(`
      python.call('loop').catch(() => undefined);
      await python.call('wait_started');
      console.log(python.info.pid);`);
    const { value } = await lines.next();
    process.kill(Number(value), 0);
    child.kill('SIGKILL');
    await gone(Number(value));
  }, 30_000);

  it('does not keep Node running when it is idle, and ends with it', async () => {
    const { child, lines } = host(`console.log(await python.call('pid'));`);
    const exited = once(child, 'exit');
    const { value } = await lines.next();
    expect((await exited)[0]).toBe(0);
    await gone(Number(value));
  }, 30_000);
});
