/**
 * What the worker runs: QuickJS, compiled to WebAssembly, in a heap of its own. The code of models never meets an object of
 * this program; all that crosses is text. Plain JavaScript in a string, so that the package needs no second file.
 */
export const WORKER_SOURCE = String.raw`
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { getQuickJS } = require(workerData.peer);
const { memoryLimit, maxOutputLength } = workerData;

const STACK = 512 * 1024;
const GLOBAL_ASYNC = 128;
const PRELUDE = [
  '(() => {',
  'const stringify = JSON.stringify, keep = String;',
  'const safe = (key, value) => typeof value === "bigint" ? keep(value) : value instanceof Map ? Object.fromEntries(value) : value instanceof Set ? [...value] : value;',
  'const show = (value) => { if (typeof value === "string") return value; if (value instanceof Error) return value.name + ": " + value.message;',
  '  try { return stringify(value, safe) ?? keep(value); } catch { return keep(value); } };',
  'const json = (value) => { try { return stringify(value, safe); } catch { return stringify(keep(value)); } };',
  'const write = globalThis.__write; delete globalThis.__write;',
  'const print = (...values) => write(values.map(show).join(" "));',
  'const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });',
  'define("print", print);',
  'define("console", { log: print, info: print, warn: print, error: print, debug: print });',
  'return json;',
  '})()',
].join('\n');

getQuickJS().then(start, (error) => { throw error; });

function start(QuickJS) {
  const runtime = QuickJS.newRuntime();
  runtime.setMemoryLimit(memoryLimit);
  runtime.setMaxStackSize(STACK);
  const vm = runtime.newContext();
  let current;
  let output = [];
  let length = 0;
  let dropped = 0;
  let calls = 0;
  const pending = new Map();

  const write = (text) => {
    const room = maxOutputLength - length;
    if (room <= 0) { dropped += text.length + 1; return; }
    const part = text.length <= room ? text : text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
    output.push(part);
    length += part.length + 1;
    dropped += text.length - part.length;
  };
  const writeHandle = vm.newFunction('__write', (text) => { write(vm.getString(text)); });
  vm.setProp(vm.global, '__write', writeHandle);
  writeHandle.dispose();
  const toJson = vm.unwrapResult(vm.evalCode(PRELUDE));

  runtime.setInterruptHandler(() => current !== undefined && current.spent + (performance.now() - current.since) > current.timeout);

  const running = (body) => {
    current.since = performance.now();
    try { return body(); } finally { if (current !== undefined) current.spent += performance.now() - current.since; }
  };

  const hostFunction = (name) => vm.newFunction(name, (...handles) => {
    const run = current.run;
    const texts = handles.map((handle) => vm.unwrapResult(vm.callFunction(toJson, vm.undefined, handle)).consume((text) => vm.typeof(text) === 'string' ? vm.getString(text) : 'null'));
    const deferred = vm.newPromise();
    const call = ++calls;
    pending.set(call, { run, deferred });
    deferred.settled.then(() => { if (current !== undefined && current.run === run) advance(); });
    parentPort.postMessage({ type: 'call', run, call, name, payload: '{"args":[' + texts.join(',') + ']}' });
    return deferred.handle;
  });

  const setGlobal = (name, handle) => {
    vm.defineProp(vm.global, name, { value: handle, configurable: true, enumerable: true });
  };

  // Taken before any code could replace it.
  const jsonHandle = vm.getProp(vm.global, 'JSON');
  const parseHandle = vm.getProp(jsonHandle, 'parse');
  jsonHandle.dispose();
  const read = (text) => {
    const string = vm.newString(text);
    try { return vm.unwrapResult(vm.callFunction(parseHandle, vm.undefined, string)); } finally { string.dispose(); }
  };

  function done(outcome) {
    const run = current.run;
    if (current.promise !== undefined) current.promise.dispose();
    current = undefined;
    for (const [call, { deferred }] of pending) { pending.delete(call); deferred.dispose(); }
    const more = dropped === 0 ? '' : '\n… (' + dropped + ' more characters left out)';
    const printed = output.join('\n') + more;
    // Promise jobs that a stopped run leaves behind would go on in the next one: such a guest must not be used again.
    const left = outcome.fault !== undefined && runtime.hasPendingJob();
    parentPort.postMessage({ type: 'done', run, output: printed, ...(left ? { fault: { ...outcome.fault, fatal: true } } : outcome) });
  }

  function faultOf(handle) {
    let dumped;
    try { dumped = vm.dump(handle); } catch (error) { dumped = { name: 'Error', message: String(error && error.message) }; }
    handle.dispose();
    if (typeof dumped !== 'object' || dumped === null) return { kind: 'exception', name: 'Error', message: String(dumped) };
    const name = String(dumped.name || 'Error');
    const message = String(dumped.message === undefined ? JSON.stringify(dumped) : dumped.message);
    const lines = String(dumped.stack || '').split('\n').map((line) => line.trim()).filter((line) => line.includes('code.js'));
    const at = /code\.js:(\d+)/.exec(lines[0] || '');
    const kind = kindOf(name, message);
    return { kind, name, message, ...(at === null ? {} : { line: Number(at[1]) }), ...(lines.length === 0 ? {} : { stack: lines.slice(0, 5).join('\n') }) };
  }

  function kindOf(name, message) {
    if (name === 'InternalError' && message === 'interrupted') return 'timeout';
    if (message === 'stack overflow') return 'stack';
    const isMemory = /out of memory|string too long|invalid array buffer length|array buffer length|invalid array length|invalid string length/i.test(message);
    return isMemory && (name === 'InternalError' || name === 'RangeError') ? 'memory' : 'exception';
  }

  function advance() {
    try {
      const failed = running(() => runtime.executePendingJobs());
      if (failed.error) { done({ fault: faultOf(failed.error) }); return; }
      const state = vm.getPromiseState(current.promise);
      if (state.type === 'pending') {
        if (pending.size > 0) return;
        done({ fault: { kind: 'exception', name: 'Error', message: 'The code waits for something that never comes.' } });
        return;
      }
      if (state.type === 'rejected') { done({ fault: faultOf(state.error) }); return; }
      settle(state.value);
    } catch (error) { crash(error); }
  }

  /** The value of the last expression; one that is a promise is waited for, too. */
  function settle(wrapped) {
    if (current.isUnwrapped) { finish(wrapped); return; }
    current.isUnwrapped = true;
    const value = vm.getProp(wrapped, 'value');
    wrapped.dispose();
    const state = vm.getPromiseState(value);
    if (state.notAPromise) { finish(value); return; }
    current.promise.dispose();
    current.promise = value;
    if (state.type !== 'pending') { (state.value || state.error).dispose(); }
    advance();
  }

  function finish(value) {
    const text = running(() => vm.callFunction(toJson, vm.undefined, value));
    value.dispose();
    if (text.error) { done({ fault: faultOf(text.error) }); return; }
    const json = vm.typeof(text.value) === 'string' ? vm.getString(text.value) : undefined;
    text.value.dispose();
    done(json === undefined ? {} : { value: json });
  }

  function crash(error) {
    if (current === undefined) return;
    const text = String(error && error.message);
    const kind = /call stack|stack overflow/i.test(text) ? 'stack' : /memory|allocation/i.test(text) ? 'memory' : 'crash';
    const run = current.run;
    current = undefined;
    parentPort.postMessage({ type: 'done', run, output: output.join('\n'), fault: { kind, name: 'Error', message: text, fatal: true } });
  }

  function begin({ run, code, variables, functions, timeout }) {
    output = []; length = 0; dropped = 0;
    current = { run, timeout, spent: 0, since: performance.now(), promise: undefined, isUnwrapped: false };
    try {
      for (const [name, text] of Object.entries(variables)) { const handle = read(text); setGlobal(name, handle); handle.dispose(); }
      for (const name of functions) { const handle = hostFunction(name); setGlobal(name, handle); handle.dispose(); }
      const result = running(() => vm.evalCode(code, 'code.js', GLOBAL_ASYNC));
      if (result.error) { done({ fault: faultOf(result.error) }); return; }
      current.promise = result.value;
      advance();
    } catch (error) { crash(error); }
  }

  function answer({ call, value, error }) {
    const waiting = pending.get(call);
    if (waiting === undefined || current === undefined || waiting.run !== current.run) return;
    pending.delete(call);
    try {
      if (error === undefined) { const handle = read(value); waiting.deferred.resolve(handle); handle.dispose(); }
      else { const handle = vm.newError({ name: 'Error', message: error }); waiting.deferred.reject(handle); handle.dispose(); }
    } catch (failure) { crash(failure); }
  }

  parentPort.on('message', (message) => (message.type === 'run' ? begin(message) : answer(message)));
  parentPort.postMessage({ type: 'ready' });
}
`;
