import { PythonProcess } from '../../src/python';
import {
  closeProcesses,
  describeWithPython,
  PYTHON_FIXTURES,
  pythonProcess,
  rejection,
  scratch,
} from '../support/python';

describeWithPython('A function of Python', () => {
  const python = new PythonProcess({
    module: './helpers.py',
    cwd: PYTHON_FIXTURES,
    maxResultSize: 11_000_000,
    concurrency: 4,
  });
  afterAll(() => python.close());

  it('calls functions by position and by name', async () => {
    expect(await python.call('add', [2, 3])).toBe(5);
    expect(await python.call('add', { right: 5, left: 2 })).toBe(7);
    expect(await python.call('Scorer.score', ['four'])).toBe(4);
    expect(await python.call('index.search', { k: 1 })).toEqual(['a']);
    const add = python.function<[number, number], number>('add');
    expect(await add(4, 5)).toBe(9);
  });

  it('brings values there and back unchanged', async () => {
    const values = [
      'ünïcödé 日本 👩‍🚀 \u2028 \u0000 "\\\n',
      [null, true, 1.5, -0, 2 ** 53 - 1],
      { ['__proto__']: { a: 1 }, constructor: 'x' },
      2n ** 64n,
      '',
    ];
    for (const value of values) {
      expect(await python.call('echo', [value])).toEqual(value);
      expect(await python.call('echo_async', [value])).toEqual(value);
    }
    const list = new Float32Array([0.5, 1]);
    const given = { list, at: new Date(0), map: new Map([['a', new Set([1])]]), left: undefined };
    expect(await python.call('echo', [given])).toEqual({
      list: [0.5, 1],
      at: '1970-01-01T00:00:00.000Z',
      map: { a: [1] },
    });
  });

  it('turns what Python gives into JSON', async () => {
    expect(await python.call('various')).toEqual({
      array: [1.5, 2],
      model: { at: '2026-01-02', inner: { n: 1 } },
      point: { x: 1, y: 2, color: 'red' },
      set: [3],
      tuple: [1, 'a'],
      generator: [0, 1, 4],
      big: 2n ** 60n,
      1: null,
    });
  });

  it('makes arguments what the annotations say', async () => {
    const shifted = await python.call('shift', {
      point: { x: 1, y: 1 },
      by: [{ x: 2 }, { x: 3, color: 'red' }],
      color: 'blue',
    });
    expect(shifted).toEqual({ x: 6, y: 1, color: 'blue' });
  });

  it.each([
    ['nan', 'nan at result.scores[1]'],
    ['infinity', '-inf at result'],
    ['bytes', 'a value of type bytes at result.raw'],
    ['object', 'a value of type object at result[0]'],
    ['key', 'a key of type tuple at result'],
    ['cycle', 'holds itself'],
    ['array', 'nan at result[0]'],
  ])('refuses a result with %s, and says where', async (kind, found) => {
    const error = await rejection(python.call('strange', [kind]));
    expect(error).toMatchObject({ code: 'PYTHON_RESULT', message: expect.stringContaining(found) });
  });

  it.each([
    [[Number.NaN], 'NaN at [0]'],
    [{ left: { at: [1, () => 1] } }, 'a function at left.at[1]'],
    ['text', 'string'],
  ])('refuses arguments %p', async (args, found) => {
    const error = await rejection(python.call('add', args as never));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(found) });
  });

  it('gives results of ten megabytes, up to a limit', async () => {
    expect((await python.call<string>('large', [10_000_000])).length).toBe(10_000_000);
    const error = await rejection(python.call('large', [11_000_000]));
    expect(error).toMatchObject({ code: 'PYTHON_RESULT', message: expect.stringMatching(/11000002 bytes/) });
  });

  it('runs as many at once as it may, and all in the end', async () => {
    expect(await Promise.all(Array.from({ length: 4 }, () => python.call('meet', [4])))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const results = await Promise.all(Array.from({ length: 200 }, (_, n) => python.call('add', [n, n])));
    expect(results).toEqual(Array.from({ length: 200 }, (_, n) => 2 * n));
    expect(python.load).toBe(0);
  });
});

describeWithPython('PythonProcess', () => {
  afterEach(closeProcesses);

  it('begins with the first call, and tells what it is', async () => {
    const python = pythonProcess();
    expect(python.info).toBeUndefined();
    const info = await python.start();
    expect(info.python).toMatch(/^3\.\d+\.\d+$/);
    expect(info.pid).toBe(await python.call('pid'));
    expect(await python.ping()).toEqual(info);
  });

  it('imports a package', async () => {
    expect(await pythonProcess({ module: 'package' }).call('answer')).toBe(42);
  });

  it('answers pings while functions are busy', async () => {
    const python = pythonProcess({ concurrency: 2 });
    const waiting = python.call('wait_for_gate');
    await python.ping();
    await python.call('open_gate');
    expect(await waiting).toBe(true);
  });

  it('keeps what is printed, and takes nothing printed for an answer', async () => {
    const python = pythonProcess({ maxOutputLength: 100 });
    expect(await python.call('speak', ['x'.repeat(500)])).toBeNull();
    expect(await python.call('speak', ['the last'])).toBeNull();
    const error = await rejection(python.call('crash', [3]));
    expect(error['output']).toContain('the last\n');
    expect((error['output'] as string).length).toBeLessThanOrEqual(100);
  });

  it('lets Python end in order when it is closed, and refuses calls after', async () => {
    const { path, lines } = scratch();
    const python = pythonProcess({ concurrency: 1 });
    await python.call('note_at_exit', [path]);
    const last = [python.call('note', [path, 'a']), python.call('note', [path, 'b'])];
    await python.close();
    await Promise.all(last);
    expect(lines()).toEqual(['a', 'b', 'exit']);
    expect(await rejection(python.call('add', [1]))).toMatchObject({ code: 'PYTHON_CLOSED' });
    expect(await rejection(python.start())).toMatchObject({ code: 'PYTHON_CLOSED' });
    await python.close();
  });

  it('ends calls that go on too long after it was closed', async () => {
    const python = pythonProcess();
    const loop = rejection(python.call('loop'));
    await python.call('wait_started');
    await python.close({ timeout: 1 });
    expect(await loop).toMatchObject({ code: 'PYTHON_CLOSED' });
  });

  it('can be closed before it began', async () => {
    await expect(pythonProcess().close()).resolves.toBeUndefined();
  });
});

describe('the options of PythonProcess', () => {
  it.each([
    [{ modul: './x.py' }, 'modul'],
    [{ module: '' }, 'module'],
    [{ module: './x.py', python: [] }, 'python'],
    [{ module: './x.py', timeout: 0 }, 'timeout'],
    [{ module: './x.py', startTimeout: Number.NaN }, 'startTimeout'],
    [{ module: './x.py', concurrency: 1.5 }, 'concurrency'],
    [{ module: './x.py', killAfter: -1 }, 'killAfter'],
    [{ module: './x.py', restart: { max: 1 } }, 'max'],
    [{ module: './x.py', restart: { maxRestarts: -1 } }, 'restart.maxRestarts'],
    [{ module: './x.py', restart: { backoff: { first: 1 } } }, 'first'],
  ])('refuse %j', (options, message) => {
    expect(() => new PythonProcess(options as never)).toThrow(message);
  });
});
