import { GuestInterpreter } from '../guest-interpreter';
import type { InterpreterOptions } from '../interpreter';
import { limitsOf } from '../interpreter-options';

/**
 * Runs Python in Pyodide, which is CPython compiled to WebAssembly, in a process of its own that Node's permission model keeps
 * from files, processes and threads. Needs the package `pyodide`. The standard library is there; other packages are not.
 *
 * The last expression of a piece of code is its value, `print` writes, functions of the host are plain functions, and files are
 * in memory. A piece of code that takes too long is interrupted; where that does not help, the process is killed and its
 * variables are gone. Starting takes a second or more: keep an interpreter, or take it from a pool.
 *
 * @example
 * ```ts
 * const interpreter = new PythonInterpreter();
 * const { value } = await interpreter.execute('import statistics\nstatistics.mean([1, 2, 6])');
 * await interpreter.close();
 * ```
 */
export class PythonInterpreter extends GuestInterpreter {
  readonly language = 'python';

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: InterpreterOptions = {}) {
    const standing = { timeout: 30_000, memoryLimit: 512 * 1024 * 1024 };
    const limits = limitsOf(options, 'new PythonInterpreter(...)', standing);
    super(limits, async (listener) => {
      const { startProcess } = await import('./start-process');
      return startProcess(limits, listener);
    });
  }
}
