/**
 * What the process runs: Pyodide, which is CPython compiled to WebAssembly. Node gives the process no files but Pyodide's own,
 * no processes, no threads, and compiles no text; here the network is taken away, and what of JavaScript Python could see.
 * Messages are lines of JSON on two pipes, read without an event loop, so that a call of the host is a plain call in Python.
 * Plain JavaScript in a string, so that the package needs no second file.
 */
export const GUEST_SOURCE = String.raw`
'use strict';
const { Buffer } = require('node:buffer');
const fs = require('node:fs');
const [INPUT, OUTPUT] = [3, 4];
const CHUNK = Buffer.alloc(65536);
const own = process;
let buffered = [];
let partial = [];

function readLine() {
  for (;;) {
    if (buffered.length > 0) return buffered.shift();
    let count;
    try { count = fs.readSync(INPUT, CHUNK, 0, CHUNK.length, null); }
    catch (error) {
      if (error.code === 'EAGAIN') { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2); continue; }
      if (error.code === 'EOF') own.exit(0);
      throw error;
    }
    if (count === 0) own.exit(0);
    let start = 0;
    for (let end = CHUNK.indexOf(10); end >= 0 && end < count; end = CHUNK.indexOf(10, start)) {
      partial.push(Buffer.from(CHUNK.subarray(start, end)));
      buffered.push(Buffer.concat(partial).toString('utf8'));
      partial = [];
      start = end + 1;
    }
    if (start < count) partial.push(Buffer.from(CHUNK.subarray(start, count)));
  }
}

function send(message) {
  const bytes = Buffer.from(JSON.stringify(message) + '\n');
  for (let written = 0; written < bytes.length; ) {
    try { written += fs.writeSync(OUTPUT, bytes, written); }
    catch (error) { if (error.code !== 'EAGAIN') throw error; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2); }
  }
}

function takeNetworkAway() {
  const refuse = () => { throw new Error('There is no network.'); };
  const lock = (object, name) => { if (object && name in object) Object.defineProperty(object, name, { value: refuse, writable: false, configurable: false }); };
  const [net, dgram, dns] = [require('node:net'), require('node:dgram'), require('node:dns')];
  for (const name of ['connect']) lock(net.Socket.prototype, name);
  for (const name of ['listen']) lock(net.Server.prototype, name);
  for (const name of ['bind', 'send', 'connect']) lock(dgram.Socket.prototype, name);
  for (const object of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(object)) if (/^(lookup|resolve|reverse)/.test(name)) lock(object, name);
  }
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) delete globalThis[name];
}

function limitMemory(limit) {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  Object.defineProperty(prototype, 'grow', { value(pages) {
    if (this.buffer.byteLength + pages * 65536 > limit) throw new RangeError('The memory limit is reached.');
    return grow.call(this, pages);
  } });
}

const PRELUDE = [
  'def _make():',
  '    import ast, builtins, io, json, linecache, sys, traceback',
  '    host = _host; limit = _limit',
  '    # What the code replaces later is not what runs here.',
  '    loads = json.loads; dumps = json.dumps; parse = ast.parse; Expr = ast.Expr; Expression = ast.Expression; tracebacks = traceback.extract_tb',
  '    len, str, int, bool, float, dict, list, tuple, set, frozenset, type = builtins.len, builtins.str, builtins.int, builtins.bool, builtins.float, builtins.dict, builtins.list, builtins.tuple, builtins.set, builtins.frozenset, builtins.type',
  '    isinstance, hasattr, getattr, vars, abs, callable, compile, exec, eval, reversed = builtins.isinstance, builtins.hasattr, builtins.getattr, builtins.vars, builtins.abs, builtins.callable, builtins.compile, builtins.exec, builtins.eval, builtins.reversed',
  '    BaseException, Exception, MemoryError, RecursionError, KeyboardInterrupt, ValueError, TypeError = builtins.BaseException, builtins.Exception, builtins.MemoryError, builtins.RecursionError, builtins.KeyboardInterrupt, builtins.ValueError, builtins.TypeError',
  '    space = {"__name__": "__main__", "__builtins__": builtins}',
  '    class Out(io.TextIOBase):',
  '        def reset(self):',
  '            self.parts = []; self.left = limit; self.dropped = 0',
  '        def writable(self): return True',
  '        def write(self, text):',
  '            text = str(text); shown = text[:self.left]',
  '            if shown: self.parts.append(shown); self.left -= len(shown)',
  '            self.dropped += len(text) - len(shown); return len(text)',
  '        def text(self):',
  '            more = "" if self.dropped == 0 else f"\\n\u2026 ({self.dropped} more characters left out)"',
  '            return "".join(self.parts).rstrip("\\n") + more',
  '    out = Out(); out.reset()',
  '    def plain(value):',
  '        if isinstance(value, (set, frozenset, tuple)): return list(value)',
  '        for name in ("tolist", "isoformat"):',
  '            if hasattr(value, name): return getattr(value, name)()',
  '        if hasattr(value, "__dict__") and not callable(value): return vars(value)',
  '        return str(value)',
  '    def texted(value):',
  '        if isinstance(value, dict): return {str(k): texted(v) for k, v in value.items()}',
  '        if isinstance(value, (list, tuple, set, frozenset)): return [texted(v) for v in value]',
  '        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))): return None',
  '        if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 9007199254740991: return str(value)',
  '        return value',
  '    def to_json(value):',
  '        try: return dumps(texted(value), default=plain)',
  '        except (ValueError, TypeError, RecursionError): return dumps(str(value))',
  '    class HostError(Exception): pass',
  '    def function(name):',
  '        def call(*args, **named):',
  '            answer = loads(host(name, to_json({"args": list(args), "named": named})))',
  '            if "error" in answer: raise HostError(answer["error"])',
  '            return answer["value"]',
  '        call.__name__ = name; call.__qualname__ = name',
  '        return call',
  '    def fault(error):',
  '        kind = "exception"',
  '        if isinstance(error, MemoryError): kind = "memory"',
  '        if isinstance(error, RecursionError): kind = "stack"',
  '        if isinstance(error, KeyboardInterrupt): kind = "timeout"',
  '        frames = [f for f in tracebacks(error.__traceback__) if f.filename == "<code>"]',
  '        line = frames[-1].lineno if frames else getattr(error, "lineno", None)',
  '        stack = "\\n".join(f"line {f.lineno}, in {f.name}" for f in reversed(frames[-5:]))',
  '        try: message = str(error)',
  '        except BaseException: message = "an exception that says nothing"',
  '        return {"kind": kind, "name": type(error).__name__, "message": message[:4000], "line": line, "stack": stack or None}',
  '    def run(text):',
  '        task = loads(text)',
  '        if type(task) is not dict or "variables" not in task: return "broken"',
  '        out.reset(); sys.stdout = out; sys.stderr = out',
  '        try:',
  '            for name, value in task["variables"].items(): space[name] = loads(value)',
  '            for name in task["functions"]: space[name] = function(name)',
  '            source = task["code"]',
  '            linecache.cache["<code>"] = (len(source), None, source.splitlines(True), "<code>")',
  '            tree = parse(source, "<code>")',
  '            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], Expr) else None',
  '            exec(compile(tree, "<code>", "exec"), space)',
  '            value = None if last is None else eval(compile(Expression(last.value), "<code>", "eval"), space)',
  '            result = {} if value is None else {"value": to_json(value)}',
  '        except BaseException as error:',
  '            result = {"fault": fault(error)}',
  '        return dumps({"output": out.text(), **result})',
  '    return run',
  '_run = _make()',
  'del _make, _host, _limit',
  'def _close():',
  '    import sys, gc',
  '    for name in [n for n in sys.modules if n == "js" or n.startswith("pyodide_js") or n in ("_pyodide_core", "pyodide.webloop")]: del sys.modules[name]',
  '    sys.meta_path[:] = [f for f in sys.meta_path if "JsFinder" not in type(f).__name__ and "Js" not in type(f).__name__]',
  '_close()',
  'del _close',
].join('\n');

let deadline = Infinity;
const parent = own.ppid;

async function main() {
  const { peer, indexURL, memoryLimit, maxOutputLength } = JSON.parse(readLine());
  takeNetworkAway();
  limitMemory(memoryLimit);
  const { constants } = fs;
  own.binding = () => ({ fs: constants });
  const { loadPyodide } = await import(peer);
  const quiet = { stdout: () => {}, stderr: () => {}, stdin: () => null };
  const python = await loadPyodide({ indexURL, jsglobals: Object.create(null), ...quiet });
  let current = 0;
  let calls = 0;
  const host = (name, payload) => {
    const call = ++calls;
    const left = deadline - performance.now();
    deadline = Infinity;
    send({ type: 'call', run: current, call, name: String(name), payload: String(payload) });
    for (;;) {
      const message = JSON.parse(readLine());
      if (message.type !== 'result' || message.call !== call) continue;
      deadline = performance.now() + left;
      return JSON.stringify(message.error === undefined ? { value: JSON.parse(message.value) } : { error: message.error });
    }
  };
  const space = python.toPy({});
  space.set('_host', host);
  space.set('_limit', maxOutputLength);
  python.runPython(PRELUDE, { globals: space });
  const runCode = space.get('_run');
  for (const name of ['js', 'pyodide_js']) { try { python.unregisterJsModule(name); } catch (error) { if (!error) throw error; } }
  python.setInterruptBuffer({
    length: 1,
    get 0() {
      if (own.ppid !== parent) own.kill(own.pid, 'SIGKILL');
      const now = performance.now();
      if (now <= deadline) return 0;
      // Whoever handles the interrupt gets a moment to end.
      deadline = now + 250;
      return 2;
    },
    set 0(_) {},
  });
  for (const name of ['process', 'require', 'module', 'exports', 'WebAssembly', 'Buffer', 'navigator', '__filename', '__dirname']) {
    Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
  }
  send({ type: 'ready' });
  for (;;) {
    const message = JSON.parse(readLine());
    if (message.type !== 'run') continue;
    current = message.run;
    deadline = performance.now() + message.timeout;
    try {
      const text = runCode(JSON.stringify(message));
      deadline = Infinity;
      const result = JSON.parse(text);
      const fault = result.fault && { ...result.fault, line: result.fault.line ?? undefined, stack: result.fault.stack ?? undefined };
      send({ type: 'done', run: current, ...result, fault });
    } catch (error) {
      deadline = Infinity;
      const text = String(error && error.message);
      const kind = /KeyboardInterrupt/.test(text) ? 'timeout' : /call stack|recursion/i.test(text) ? 'stack' : /memory/i.test(text) || text === '' ? 'memory' : 'crash';
      send({ type: 'done', run: current, output: '', fault: { kind, name: 'Error', message: text.slice(-2000), fatal: true } });
    }
  }
}

main().catch((error) => {
  try { send({ type: 'failed', message: String(error && error.stack) }); } finally { own.exit(1); }
});
`;
