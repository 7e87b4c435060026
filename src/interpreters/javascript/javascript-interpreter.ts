import { GuestInterpreter } from '../guest-interpreter';
import type { InterpreterOptions } from '../interpreter';
import { limitsOf } from '../interpreter-options';

/**
 * Runs JavaScript in QuickJS, compiled to WebAssembly, in a thread of its own. Needs the package `quickjs-emscripten`.
 *
 * Code is the body of a script: `await` may stand at its top level, its last expression is its value, `print` and
 * `console.log` write. There is no `require`, no `import`, no timer and no network. A piece of code that takes too long is
 * interrupted and its variables stay; where that does not help or leaves work behind, the thread is ended and they are gone.
 *
 * @example
 * ```ts
 * const interpreter = new JavaScriptInterpreter({ timeout: 1000 });
 * const { value } = await interpreter.execute('const squares = [1, 2, 3].map((n) => n * n); squares');
 * await interpreter.close();
 * ```
 */
export class JavaScriptInterpreter extends GuestInterpreter {
  readonly language = 'javascript';

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: InterpreterOptions = {}) {
    const limits = limitsOf(options, 'new JavaScriptInterpreter(...)', {
      timeout: 5000,
      memoryLimit: 128 * 1024 * 1024,
    });
    super(limits, async (listener) => {
      const { startWorker } = await import('./start-worker');
      return startWorker(limits, listener);
    });
  }
}
