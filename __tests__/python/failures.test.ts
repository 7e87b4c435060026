import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonError, PythonProcess } from '../../src/python';
import { TestClock } from '../../src/resilience';
import {
  closeProcesses,
  describeWithPython,
  PYTHON_FIXTURES,
  pythonProcess,
  rejection,
  scratch,
} from '../support/python';

const deep = Array.from({ length: 3_000 }).reduce<unknown>((inner) => [inner], 1);

const ONE_RESTART = { maxRestarts: 1, backoff: { firstDelay: 1 } };

describeWithPython('A Python that cannot be begun', () => {
  afterEach(closeProcesses);

  it.each([
    [
      'no such Python',
      { python: 'python-of-nobody' },
      'PYTHON_MISSING',
      /no such command\.\n  python-of-nobody/,
    ],
    ['no such folder', { cwd: '/no/such/folder' }, 'PYTHON_MISSING', /there is no folder \/no\/such/],
    ['no such file', { module: './helper.py' }, 'PYTHON_MODULE', /no file \/.*\/helper\.py[^]*cwd/],
    ['no such package', { module: 'helperz' }, 'PYTHON_MODULE', /no module helperz[^]*\.\/helperz\.py/],
    [
      'a package missing',
      { module: './needs_package.py' },
      'PYTHON_MODULE',
      /pip install a_package_that_nobody_has/,
    ],
    [
      'broken syntax',
      { module: './broken_syntax.py' },
      'PYTHON_SYNTAX',
      /broken_syntax\.py:4: invalid syntax\n.*def broken/,
    ],
    [
      'an exception',
      { module: './fails_on_import.py' },
      'PYTHON_MODULE',
      /RuntimeError: no model here[^]*reading the model/,
    ],
    [
      'a death',
      { module: './dies_on_import.py', restart: ONE_RESTART },
      'PYTHON_RESTARTS',
      /after 1 restart [^]*code 4[^]*going/,
    ],
    ['no end', { module: './never_ready.py', startTimeout: 300 }, 'PYTHON_START_TIMEOUT', /after 300 ms/],
    [
      'another program',
      { python: ['node', '-e', 'process.exit(5)', '--'], restart: ONE_RESTART },
      'PYTHON_RESTARTS',
      /code 5/,
    ],
  ])('says so: %s', async (_, options, code, message) => {
    const python = pythonProcess(options);
    const errors = await Promise.all([rejection(python.call('add', [1])), rejection(python.start())]);
    for (const error of errors)
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(errors[0]).toBeInstanceOf(PythonError);
    // It is not tried again by itself.
    expect(await rejection(python.call('add', [1]))).toBe(errors[0]);
  });

  it('says so: an old version', async () => {
    const fake = join(mkdtempSync(join(tmpdir(), 'dspex-python-')), 'python-old');
    writeFileSync(fake, '#!/bin/sh\nexec python3 -c "import sys; sys.version_info = (3, 6, 9); $3"\n');
    chmodSync(fake, 0o755);
    const error = await rejection(pythonProcess({ python: fake }).start());
    expect(error).toMatchObject({ code: 'PYTHON_VERSION', message: expect.stringContaining('Python 3.6.9') });
  });

  it('is tried anew by start()', async () => {
    const { path } = scratch();
    const module = join(path, '..', 'later.py');
    const python = pythonProcess({ module });
    expect(await rejection(python.call('f'))).toMatchObject({ code: 'PYTHON_MODULE' });
    writeFileSync(module, 'def f():\n    return 1\n');
    await python.start();
    expect(await python.call('f')).toBe(1);
  });
});

describeWithPython('A call that fails', () => {
  const python = new PythonProcess({
    module: './helpers.py',
    cwd: PYTHON_FIXTURES,
    env: { MY_TOKEN: 'abc-secret-123', URL: 'redis://me:hunter22@host' },
  });
  afterAll(() => python.close());

  it('says what the exception was and where', async () => {
    const error = await rejection(python.call('fail', ['on purpose']));
    expect(error).toMatchObject({
      code: 'PYTHON_EXCEPTION',
      retryable: false,
      fault: { type: 'ValueError', message: 'on purpose' },
      message: expect.stringMatching(/fail raised ValueError: on purpose[^]*line \d+, in inner/),
    });
    expect(error.message).not.toContain('<dspex>');
  });

  it('strikes secrets of the environment out', async () => {
    const error = await rejection(python.call('fail_with_secret'));
    expect(error.message).toContain('refused [redacted]');
    expect(JSON.stringify({ ...error, text: String(error), stack: error.stack })).not.toContain('secret-123');
    expect(python.output).toContain('the token is [redacted]');
    const crash = await rejection(python.call('speak', [1]).then(() => python.call('fail', ['at hunter22'])));
    expect(crash.message).toContain('at [redacted]');
  });

  it.each([
    ['ad', [1], 'PYTHON_FUNCTION', /write "add"/],
    ['index.serch', [1], 'PYTHON_FUNCTION', /write "index.search"/],
    ['number', [], 'PYTHON_FUNCTION', /a value of type int/],
    ['add.__globals__', [], 'PYTHON_FUNCTION', /no function/],
    ['add', [1, 2, 3], 'PYTHON_ARGUMENTS', /too many positional arguments[^]*add\(left, right=1\)/],
    ['add', { lef: 1 }, 'PYTHON_ARGUMENTS', /missing a required argument: 'left'/],
    [
      'shift',
      { point: { x: 1, z: 1 }, by: [] },
      'PYTHON_ARGUMENTS',
      /point: .*unexpected keyword argument 'z'/,
    ],
    [
      'shift',
      { point: { x: 1 }, by: [], color: 'green' },
      'PYTHON_ARGUMENTS',
      /color: 'green' is not a valid Color/,
    ],
    ['echo', [deep], 'INVALID_ARGUMENT', /500 levels deep/],
    ['cancel_itself', [], 'PYTHON_EXCEPTION', /CancelledError: enough/],
    ['leave', [], 'PYTHON_EXCEPTION', /SystemExit: 7/],
  ])('says what is wrong with a call of %s, number %#', async (name, args, code, message) => {
    const error = await rejection(python.call(name, args));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describeWithPython('A Python that dies', () => {
  afterEach(closeProcesses);

  it('fails the call, says what it printed, and begins again', async () => {
    const python = pythonProcess({ restart: ONE_RESTART });
    const first = await python.call('pid');
    const error = await rejection(python.call('crash', [3]));
    expect(error).toMatchObject({
      code: 'PYTHON_CRASH',
      retryable: true,
      message: expect.stringMatching(/while crash ran: it exited with code 3[^]*about to crash/),
    });
    expect(await python.call('pid')).not.toBe(first);
  });

  it('gives up after so many deaths without a call that ended well', async () => {
    const python = pythonProcess({ restart: ONE_RESTART });
    expect(await rejection(python.call('crash', [1]))).toMatchObject({ code: 'PYTHON_CRASH' });
    expect(await rejection(python.call('crash', [2]))).toMatchObject({ code: 'PYTHON_CRASH' });
    const error = await rejection(python.call('add', [1]));
    expect(error).toMatchObject({ code: 'PYTHON_RESTARTS', message: expect.stringContaining('code 2') });
    await python.start();
    expect(await python.call('add', [1])).toBe(2);
  });

  it('waits longer before each restart', async () => {
    const clock = new TestClock();
    const waits: number[] = [];
    const startTimer = clock.startTimer.bind(clock);
    clock.startTimer = (delay, callback) => {
      if (delay > 1_000) return startTimer(delay, callback);
      waits.push(delay);
      queueMicrotask(callback);
      return () => undefined;
    };
    const restart = { maxRestarts: 3, backoff: { firstDelay: 100, random: () => 1 } };
    const python = pythonProcess({ module: './dies_on_import.py', clock, restart });
    expect(await rejection(python.start())).toMatchObject({ code: 'PYTHON_RESTARTS' });
    expect(waits).toEqual([100, 200, 400]);
  });

  it('makes calls that may be made twice again, and fails the others', async () => {
    const python = pythonProcess({ restart: ONE_RESTART });
    const again = python.call('crash_once', [scratch().path], { idempotent: true });
    const other = rejection(python.call('wait_for_gate'));
    expect(await again).toBe('survived');
    expect(await other).toMatchObject({ code: 'PYTHON_CRASH' });
  });

  it('finds the call that is to blame by running those that may be made twice alone', async () => {
    const python = pythonProcess({
      idempotent: true,
      restart: { maxRestarts: 2, backoff: { firstDelay: 1 } },
    });
    const paths = [scratch(), scratch()].map(({ path }) => path);
    const innocent = paths.map((path) => python.call('hang_once', [path]));
    const guilty = rejection(python.call('crash_when', [paths, 1]));
    expect(await guilty).toMatchObject({ code: 'PYTHON_CRASH' });
    expect(await Promise.all(innocent)).toEqual(['survived', 'survived']);
  });
});

describeWithPython('A call that nobody waits for any more', () => {
  afterEach(closeProcesses);

  it('ends in time, and the process with it where it goes on', async () => {
    const python = pythonProcess({ killAfter: 0, restart: { maxRestarts: 0 } });
    const first = await python.call('pid');
    const other = rejection(python.call('wait_for_gate'));
    const again = python.call('wait_for_gate', [], { idempotent: true, timeout: 60_000 });
    const error = await rejection(python.call('loop', [], { timeout: 50 }));
    expect(error).toMatchObject({ code: 'PYTHON_TIMEOUT', message: expect.stringContaining('50 ms') });
    expect(await other).toMatchObject({
      code: 'PYTHON_CRASH',
      message: expect.stringContaining('a call of loop'),
    });
    await python.call('open_gate');
    expect(await again).toBe(true);
    expect(await python.call('pid')).not.toBe(first);
  });

  it('leaves the process as it is where it can be cancelled', async () => {
    const python = pythonProcess();
    const first = await python.call('pid');
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const call = rejection(python.call('forever', [], { signal: controller.signal }));
    await python.call('wait_started');
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(await python.call('pid')).toBe(first);
    while (python.load > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await python.call('pid')).toBe(first);
  });

  it('leaves the queue when it has not begun', async () => {
    const python = pythonProcess({ concurrency: 1 });
    const { path, lines } = scratch();
    const controller = new AbortController();
    const running = python.call('echo', [1]);
    const call = rejection(python.call('note', [path, 'never'], { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ name: 'AbortError' });
    await running;
    await python.call('add', [1]);
    expect(lines()).toEqual([]);
    const aborted = rejection(python.call('note', [path, 'never'], { signal: AbortSignal.abort() }));
    expect(await aborted).toMatchObject({ name: 'AbortError' });
    expect(existsSync(path)).toBe(false);
  });
});
