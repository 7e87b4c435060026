import { existsSync } from 'node:fs';
import { PythonInterpreter } from '../../src/interpreters';

/** The JavaScript function behind a host function, as far as Python sees it. */
const HOST =
  'host = [c.cell_contents for c in lookup.__closure__ if type(c.cell_contents).__name__.startswith("Js")][0]\n';

/** Each gives True where it got out; any other value, and any exception, is a failure to. Limits end what never ends. */
const ATTEMPTS: readonly (readonly [name: string, code: string])[] = [
  ['import js', 'import js\nhasattr(js, "process") or hasattr(js, "fetch")'],
  ['from js import process', 'from js import process\nTrue'],
  ['from js import eval', 'from js import eval as e\nTrue'],
  ['pyodide_js', 'import pyodide_js\nTrue'],
  ['pyodide_js again by importlib', 'import importlib\nimportlib.import_module("pyodide_js")\nTrue'],
  ['run_js', 'from pyodide.code import run_js\nrun_js("1") == 1'],
  [
    'the core module',
    'import _pyodide_core\nhasattr(_pyodide_core, "jsnull") and bool(_pyodide_core.run_js)',
  ],
  [
    'an old reference to js',
    'import sys\nany(getattr(m, "js", None) is not None and hasattr(m.js, "process") for m in list(sys.modules.values()))',
  ],
  [
    'an old reference to pyodide_js',
    'import sys\nany(hasattr(getattr(m, "pyodide_js", None), "_module") for m in list(sys.modules.values()))',
  ],
  [
    'JsProxies in memory that lead to process',
    'import gc\nany(type(o).__name__ == "JsProxy" and hasattr(o, "process") for o in gc.get_objects())',
  ],
  [
    'JsProxies in memory that lead to fetch',
    'import gc\nany(type(o).__name__ == "JsProxy" and hasattr(o, "fetch") for o in gc.get_objects())',
  ],
  ['constructor of the host function', `${HOST}host.constructor("return globalThis")() is not None`],
  ['new constructor of the host function', `${HOST}host.constructor.new("return globalThis")() is not None`],
  ['constructor by bind', `${HOST}host.constructor.bind(None, "return 1")()() == 1`],
  ['constructor by apply', `${HOST}host.constructor.apply(None, ["return 1"])() == 1`],
  ['process through constructors', `${HOST}bool(host.constructor("return process")().pid)`],
  ['async constructor', `${HOST}bool(host.constructor.constructor("return import('node:fs')")())`],
  [
    'entries of the host function',
    `${HOST}bool(host.object_entries().constructor.constructor("return 1")())`,
  ],
  ['call with globalThis', `${HOST}hasattr(host.call(None, "lookup", "{}"), "process")`],
  ['toString of the host function as code', `${HOST}host.toString.constructor("return 1")() == 1`],
  ['forged host message', `${HOST}host("nothing", '{"args": []}') == '{"value": true}'`],
  ['forged payload', `${HOST}host("lookup", 'not json')\nFalse`],
  ['os.system', 'import os\nos.system("true") == 0'],
  ['os.popen', 'import os\nos.popen("echo x").read().strip() == "x"'],
  ['os.fork', 'import os\nos.fork() >= 0'],
  ['os.execv', 'import os\nos.execv("/bin/true", ["true"])\nTrue'],
  ['os.kill of the host', 'import os\nos.kill(os.getppid(), 9)\nTrue'],
  ['subprocess', 'import subprocess\nsubprocess.run(["true"]).returncode == 0'],
  ['multiprocessing', 'import multiprocessing\nmultiprocessing.Process(target=print).start()\nTrue'],
  ['threading', 'import threading\nt = threading.Thread(target=lambda: None)\nt.start()\nTrue'],
  ['/etc/passwd', 'open("/etc/passwd").read() != ""'],
  ['/proc', 'open("/proc/self/environ").read() != ""'],
  [
    'the host folder',
    'import os\nos.path.exists("/work") or os.path.exists("/root/.npm") or os.path.exists("/usr/bin/node")',
  ],
  ['a relative climb', 'open("../../../../etc/hostname").read() != ""'],
  ['a link out', 'import os\nos.symlink("/etc", "/tmp/out")\nos.path.exists("/tmp/out/passwd")'],
  ['a descriptor of the host', 'import os\nos.read(3, 1)\nTrue'],
  [
    'writing to a descriptor of the host',
    'import os\nos.write(4, b"{\\"type\\": \\"done\\", \\"run\\": 1, \\"value\\": \\"true\\"}\\n") > 0',
  ],
  [
    'environment of the host',
    'import os\nany(k in os.environ for k in ("PATH_TO_SECRET", "npm_config_cache", "SHELL", "OLDPWD"))',
  ],
  ['ctypes', 'import ctypes\nctypes.CDLL(None).system(b"true") == 0'],
  ['socket', 'import socket\nsocket.create_connection(("127.0.0.1", 22), 1)\nTrue'],
  ['urllib', 'import urllib.request\nurllib.request.urlopen("http://127.0.0.1:1").status > 0'],
  [
    'http.client',
    'import http.client\nc = http.client.HTTPConnection("127.0.0.1")\nc.request("GET", "/")\nTrue',
  ],
  ['pyodide.http', 'from pyodide.http import open_url\nopen_url("http://127.0.0.1/")\nTrue'],
  [
    'asyncio fetch',
    'import asyncio\nfrom pyodide.http import pyfetch\nasyncio.get_event_loop().run_until_complete(pyfetch("http://127.0.0.1"))\nTrue',
  ],
  ['micropip', 'import micropip\nTrue'],
  ['loading a package', 'import pyodide_js\npyodide_js.loadPackage("numpy")\nTrue'],
  ['webbrowser', 'import webbrowser\nwebbrowser.open("http://127.0.0.1")'],
  [
    'subclasses that hold os',
    '[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == "Popen"][0](["true"]).wait() == 0',
  ],
  ['builtins replaced', 'import builtins\nbuiltins.len = lambda x: 1\nlookup("polluted")'],
  [
    'json replaced',
    'import json\njson.loads = lambda *a: {"value": True}\nlookup("polluted") is True and False',
  ],
  ['host function under another name', 'l = lookup\nlookup = None\nl("polluted")'],
  ['prototype keys in arguments', 'lookup({"__proto__": {"polluted": True}})\nlookup("polluted")'],
  ['prototype keys by name', 'lookup(__proto__={"polluted": True})\nlookup("polluted")'],
  ['an argument that JSON cannot hold', 'lookup(object()) is True'],
  ['a cycle as an argument', 'a = []\na.append(a)\nlookup(a) is True'],
  ['sys.exit', 'import sys\nsys.exit(0)'],
  ['os._exit', 'import os\nos._exit(0)'],
  ['os.abort', 'import os\nos.abort()'],
  ['an endless loop', 'while True: pass'],
  [
    'an endless loop that catches interrupts',
    'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
  ],
  ['a long sleep', 'import time\ntime.sleep(60)'],
  ['a native loop', 'sum(range(10 ** 12))'],
  ['a huge power', 'len(str(7 ** (10 ** 8))) > 0 and False'],
  ['a slow pattern', 'import re\nre.match(r"(a+)+$", "a" * 40 + "b")'],
  ['memory by lists', 'a = [0]\nwhile True: a += a'],
  ['memory by text', 'a = "x"\nwhile True: a += a'],
  ['memory by bytes', 'bytearray(2 ** 31)'],
  ['recursion', 'def f(): return f()\nf()'],
  ['recursion without a limit', 'import sys\nsys.setrecursionlimit(10 ** 8)\ndef f(): return f()\nf()'],
  ['recursion through repr', 'class A:\n  def __repr__(self): return repr(self)\nrepr(A())'],
  ['a flood of output', 'while True: print("x" * 1000)'],
  ['a value that never ends', 'class A(dict):\n  def items(self):\n    while True: yield ("a", 1)\nA()'],
  ['an exception that says nothing', 'class E(Exception):\n  def __str__(self): raise self\nraise E()'],
  ['stdin', 'input() == "x"'],
  ['a breakpoint', 'breakpoint()\nFalse'],
  [
    'a trace function that leads to our frames',
    'import sys\nf = sys._getframe()\nnames = []\nwhile f: names.append(f.f_code.co_name); f = f.f_back\n"process" in names',
  ],
];

// Starting Python takes seconds on a busy machine.
jest.setTimeout(300_000);

describe('Python that wants out of its sandbox', () => {
  let interpreter: PythonInterpreter;
  beforeAll(() => {
    process.env['PATH_TO_SECRET'] = 'secret';
    interpreter = new PythonInterpreter({ timeout: 1500, memoryLimit: 256 * 1024 * 1024 });
  });
  afterAll(() => interpreter.close());

  const lookup = ({ args: [key] }: { args: readonly unknown[] }): unknown =>
    key === 'polluted' ? ({} as { polluted?: boolean }).polluted === true : { key };

  it.each(ATTEMPTS)('fails by %s', async (_, code) => {
    const outcome = await interpreter.execute(code, { functions: { lookup } }).then(
      ({ value }) => value,
      (error: unknown) => error,
    );
    expect(outcome).not.toBe(true);
    expect((await interpreter.execute('1 + 1', { timeout: 30_000 })).value).toBe(2);
    expect(existsSync('/tmp/out')).toBe(false);
  });
});
