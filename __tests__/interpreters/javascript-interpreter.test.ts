import { CodeStackError, JavaScriptInterpreter } from '../../src/interpreters';
import { describeInterpreter } from '../contracts/interpreter.contract';
import { JAVASCRIPT_PROGRAMS } from './javascript-programs';

describeInterpreter({
  name: 'JavaScriptInterpreter',
  create: (options) => new JavaScriptInterpreter(options),
  timeout: 300,
  programs: JAVASCRIPT_PROGRAMS,
});

describe('JavaScriptInterpreter', () => {
  let interpreter: JavaScriptInterpreter;
  beforeAll(() => void (interpreter = new JavaScriptInterpreter({ memoryLimit: 64 * 1024 * 1024 })));
  afterAll(() => interpreter.close());
  const run = (code: string, options = {}) => interpreter.execute(code, options);

  it.each([
    ['an endless list', "const a = []; while (true) a.push('x'.repeat(1e6) + a.length)"],
    ['a buffer', 'new ArrayBuffer(2**31)'],
    ['a doubled text', "let s = 'x'; while (true) s += s"],
  ])('ends what takes too much memory: %s', async (_, code) => {
    const before = process.memoryUsage().rss;
    await expect(run(code, { timeout: 3000 })).rejects.toMatchObject({
      code: expect.stringMatching(/CODE_(MEMORY|TIMEOUT)/),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
    expect((await run('1 + 1')).value).toBe(2);
  });

  it('tells deep nesting of JSON and of calls through the host from other faults', async () => {
    await expect(run("JSON.parse('['.repeat(1e5))")).rejects.toBeInstanceOf(CodeStackError);
    const deep =
      'const f = async (n) => { await lookup(n); return f(n + 1) + 1; }; const g = () => g() + 1; g()';
    await expect(run(deep, { functions: { lookup: () => 1 } })).rejects.toBeInstanceOf(CodeStackError);
  });

  it('leaves no rejection behind when a host function fails after the code has ended', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    let fail: (error: Error) => void = () => undefined;
    const lookup = () => new Promise((_, reject) => (fail = reject));
    expect((await run("lookup('x'); 5", { functions: { lookup } })).value).toBe(5);
    fail(new Error('too late'));
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect((await run('1 + 1')).value).toBe(2);
  });

  it('runs calls of the host at once', async () => {
    let [running, most] = [0, 0];
    const lookup = async ({ args }: { args: readonly unknown[] }) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return args[0];
    };
    expect(
      (await run('await Promise.all([1, 2, 3].map((n) => lookup(n)))', { functions: { lookup } })).value,
    ).toEqual([1, 2, 3]);
    expect(most).toBe(3);
  });

  it('does not count the time it waits for the host', async () => {
    const lookup = () => new Promise((resolve) => setTimeout(() => resolve('late'), 1200));
    expect((await run("await lookup('k')", { functions: { lookup }, timeout: 200 })).value).toBe('late');
  });

  it('waits for a promise that is the last value, and says when nothing will come', async () => {
    expect((await run('(async () => 7)()')).value).toBe(7);
    await expect(run('await new Promise(() => {})')).rejects.toThrow(/never comes/);
  });

  it.each([
    ['let n = 1; const m = 2; n + m', 3],
    ['let n = 5; const m = `a${`b${1}`}`; for (let i = 0; i < 2; i++) n++; n + m', '7ab1'],
    ["const m = /[`'\"/]/.test('`'); m", true],
    ['const { a, b: [c] } = { a: 1, b: [2] }; a + c', 3],
    ['"let x"; // const y\nlet z = { const: 1 }; z.const', 1],
  ])('lets later code declare a name again: %s', async (code, value) => {
    expect((await run(code)).value).toBe(value);
    expect((await run(code)).value).toBe(value);
  });

  it.each([
    ['BigInt(2) ** 70n', '1180591620717411303424'],
    ['new Map([["a", 1]])', { a: 1 }],
    ['undefined', undefined],
    ['() => 1', undefined],
    ['const o = {}; o.o = o; o', '[object Object]'],
    ['NaN', null],
    ["'\\ud800'.length", 1],
  ])('gives %s as JSON', async (code, value) => {
    expect((await run(code)).value).toEqual(value);
  });

  it('refuses limits that cannot be', () => {
    expect(() => new JavaScriptInterpreter({ timeout: 0 })).toThrow();
    expect(() => new JavaScriptInterpreter({ memory: 1 } as never)).toThrow();
  });
});
