import { JavaScriptInterpreter } from '../../src/interpreters';

/** Each gives true where it got out; any other value, and any error, is a failure to. Limits end what never ends. */
const ATTEMPTS: readonly (readonly [name: string, code: string])[] = [
  ['process', "typeof process !== 'undefined'"],
  ['require', "typeof require !== 'undefined'"],
  ['module', "typeof module !== 'undefined' || typeof exports !== 'undefined'"],
  ['global', "typeof global !== 'undefined' && !!global.process"],
  ['Buffer', "typeof Buffer !== 'undefined'"],
  ['fetch', "typeof fetch !== 'undefined'"],
  ['XMLHttpRequest', "typeof XMLHttpRequest !== 'undefined'"],
  ['WebSocket', "typeof WebSocket !== 'undefined'"],
  ['Worker', "typeof Worker !== 'undefined'"],
  ['timers', "typeof setTimeout !== 'undefined' || typeof setInterval !== 'undefined'"],
  ['postMessage', "typeof postMessage !== 'undefined' || typeof parentPort !== 'undefined'"],
  ['WebAssembly', "typeof WebAssembly !== 'undefined'"],
  [
    'SharedArrayBuffer with Atomics.wait',
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e9); true',
  ],
  ['Deno and Bun', "typeof Deno !== 'undefined' || typeof Bun !== 'undefined'"],
  ['std and os of qjs', "typeof std !== 'undefined' || typeof os !== 'undefined'"],
  ['dynamic import of fs', "const fs = await import('fs'); typeof fs.readFileSync === 'function'"],
  ['dynamic import of node:fs', "!!(await import('node:fs')).readFileSync"],
  ['dynamic import of a file', "!!(await import('/etc/passwd'))"],
  ['dynamic import of a URL', "!!(await import('data:text/javascript,export default 1'))"],
  ['static import', "import fs from 'fs'; true"],
  ['import.meta', 'typeof import.meta.url === "string"'],
  ['Function constructor', "!!Function('return this')().process"],
  ['constructor of a function', "!!(() => {}).constructor('return this.process')()"],
  ['async constructor', "!!(await (async () => {}).constructor('return this.process')())"],
  ['generator constructor', "!!(function* () {}).constructor('yield this.process')().next().value"],
  ['eval', "!!eval('this.process')"],
  ['indirect eval', "!!(0, eval)('globalThis.process')"],
  ['constructor of print', "!!print.constructor('return this.process')()"],
  ['constructor of a host function', "!!lookup.constructor('return this.process')()"],
  ['caller of a host function', '!!lookup.caller'],
  ['arguments of a host function', '!!lookup.arguments'],
  ['prototype of a host result', "!!(await lookup('x')).constructor.constructor('return this.process')()"],
  [
    'prototype of a host error',
    "try { await lookup('fail') } catch (e) { !!e.constructor.constructor('return this.process')() }",
  ],
  [
    'stack of a host error',
    "try { await lookup('fail') } catch (e) { /node_modules|src\\/|worker/.test(e.stack ?? '') }",
  ],
  ['prototype of a variable', "!!data.constructor.constructor('return this.process')()"],
  [
    'prepareStackTrace',
    'Error.prepareStackTrace = (_, s) => s; const s = new Error().stack; Array.isArray(s) && !!s[0].getThis().process',
  ],
  ['captureStackTrace', 'const o = {}; Error.captureStackTrace(o); /node:internal/.test(o.stack)'],
  ['Proxy on the global object', '!!new Proxy(globalThis, { get: (t, k) => t[k] }).process'],
  [
    'Reflect on the global object',
    "Reflect.ownKeys(globalThis).some((k) => ['process', 'require', '__write'].includes(k))",
  ],
  ['the write function', "typeof __write !== 'undefined'"],
  [
    'pollution of Object.prototype reaching the host',
    "Object.prototype.polluted = true; await lookup('polluted')",
  ],
  [
    '__proto__ in a host call',
    'await lookup(JSON.parse(\'{"__proto__": {"polluted": true}}\')); await lookup(\'polluted\')',
  ],
  ['__proto__ as the value', 'JSON.parse(\'{"__proto__": {"polluted": true}}\'); await lookup(\'polluted\')'],
  ['toJSON that lies', "Object.prototype.toJSON = () => 'x'; await lookup('polluted')"],
  [
    'JSON replaced',
    "JSON.parse = () => ({ polluted: true }); JSON.stringify = () => '{}'; await lookup('polluted')",
  ],
  [
    'Promise replaced',
    "const P = Promise; globalThis.Promise = class { then(f) { f(true) } }; const r = await lookup('polluted'); globalThis.Promise = P; r",
  ],
  [
    'then of Promise replaced',
    "Promise.prototype.then = function (f) { f(true); return this; }; await lookup('polluted')",
  ],
  ['Array.prototype.map replaced', "Array.prototype.map = () => { throw 1 }; await lookup('polluted')"],
  ['host function under another name', "const l = lookup; delete globalThis.lookup; await l('polluted')"],
  ['host function called as a constructor', 'new lookup("polluted") === true'],
  ['host function with a getter that throws', "await lookup({ get x() { throw new Error('y') } }) === true"],
  ['host function with a cycle', 'const c = {}; c.c = c; await lookup(c) === true'],
  ['host function with a symbol', 'await lookup(Symbol("x")) === true'],
  [
    'host function with an endless toJSON',
    '({ toJSON() { while (true); } }); await lookup({ toJSON() { while (true); } })',
  ],
  ['value with an endless toJSON', '({ toJSON() { while (true); } })'],
  ['a flood of host calls', "for (let i = 0; i < 1e5; i++) lookup('x'); while (true);"],
  ['a forged message in a value', '({ type: "done", run: 1, value: "true", fatal: true }) === true'],
  [
    'a forged message in the output',
    "print(JSON.stringify({ type: 'done', run: 1, value: 'true' })) === true",
  ],
  ['an endless loop', 'while (true) {}'],
  ['an endless loop with catch', 'while (true) { try { while (true); } catch {} }'],
  ['an endless loop with finally', 'const f = () => { try { while (true); } finally { f(); } }; f()'],
  ['an endless chain of promises', 'const f = () => Promise.resolve().then(f); await f()'],
  ['many endless chains of promises', 'const f = () => Promise.resolve().then(f); f(); f(); f(); await f()'],
  ['an endless generator', '[...(function* () { while (true) yield 1; })()]'],
  ['a slow pattern', "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ['a slow sort', 'Array.from({ length: 1e7 }, (_, i) => -i).sort((a, b) => a - b).length === 0'],
  ['a long join', "new Array(2 ** 28).join('x').length > 0 && false"],
  ['memory by strings', "const a = []; while (true) a.push('x'.repeat(1e6) + a.length)"],
  ['memory by buffers', 'const a = []; while (true) a.push(new Uint8Array(1e6).fill(1))'],
  ['memory by maps', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i })'],
  ['memory by closures', 'let f = () => 1; while (true) { const g = f; f = () => g; }'],
  ['recursion', '(function f() { f(); })()'],
  ['recursion through toString', 'const o = { toString() { return `${o}`; } }; `${o}`'],
  ['recursion through a getter', 'const o = { get x() { return this.x; } }; o.x'],
  ['recursion through JSON', 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)'],
  ['recursion through a proxy', 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.x'],
  ['a flood of output', "while (true) print('x'.repeat(1000))"],
  ['a debugger', 'debugger; false'],
  ['exit', 'quit(0); true'],
  ['an exception that is no error', 'throw { toString() { while (true); } }'],
  ['an exception that is a proxy', 'throw new Proxy({}, { get() { throw 1 } })'],
  ['a finalizer', 'new FinalizationRegistry(() => { globalThis.escaped = true }).register({}, 1); false'],
  ['a realm of its own', "typeof ShadowRealm !== 'undefined' && !!new ShadowRealm().evaluate('process')"],
  [
    'document.all and window',
    "typeof window !== 'undefined' || typeof document !== 'undefined' || typeof self !== 'undefined'",
  ],
];

describe('JavaScript that wants out of its sandbox', () => {
  let interpreter: JavaScriptInterpreter;
  beforeAll(
    () => void (interpreter = new JavaScriptInterpreter({ timeout: 300, memoryLimit: 32 * 1024 * 1024 })),
  );
  afterAll(() => interpreter.close());

  const lookup = ({ args: [key] }: { args: readonly unknown[] }): unknown => {
    if (key === 'fail') throw new Error('no such key');
    return key === 'polluted' ? ({} as { polluted?: boolean }).polluted === true : { key };
  };

  it.each(ATTEMPTS)('fails by %s', async (name, code) => {
    const outcome = await interpreter
      .execute(code, { functions: { lookup }, variables: { data: { n: 1 } } })
      .then(
        ({ value }) => value,
        (error: unknown) => error,
      );
    expect(outcome).not.toBe(true);
    // What an attempt changed must not keep the next from getting out.
    if (/replaced|pollution|__proto__|toJSON|recursion|memory/.test(name)) await interpreter.close();
    expect((await interpreter.execute('1 + 1', { timeout: 20_000 })).value).toBe(2);
  });
});
