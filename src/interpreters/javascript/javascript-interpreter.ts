import { Worker } from 'node:worker_threads';
import { findPeer } from '../find-peer';
import type { FromGuest, Guest, GuestListener, ToGuest } from '../guest';
import { GuestInterpreter } from '../guest-interpreter';
import type { InterpreterOptions } from '../interpreter';
import { limitsOf, type Limits } from '../interpreter-options';
import { redeclarable } from './redeclarable';
import { WORKER_SOURCE } from './worker-source';

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
    super(limits, (listener) => startWorker(limits, listener));
  }
}

/** The worker's native stack has to hold QuickJS's own, and more. */
const STACK_MB = 32;

function startWorker({ memoryLimit, maxOutputLength }: Limits, listener: GuestListener): Promise<Guest> {
  const peer = findPeer('JavaScriptInterpreter', 'quickjs-emscripten');
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER_SOURCE, {
      eval: true,
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 256 },
      workerData: { peer, memoryLimit, maxOutputLength },
    });
    const kill = async (): Promise<void> => {
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      await worker.terminate();
    };
    const send = (message: ToGuest): void => {
      if (message.type === 'run') worker.ref();
      worker.postMessage(message.type === 'run' ? { ...message, code: redeclarable(message.code) } : message);
    };
    worker.on('message', (message: FromGuest) => {
      if (message.type === 'done') worker.unref();
      if (message.type !== 'ready') return listener.onMessage(message);
      // A program that is done does not wait for an idle interpreter.
      worker.unref();
      resolve({ send, kill });
    });
    const onEnd = (cause: unknown): void => {
      reject(cause);
      listener.onExit(cause);
    };
    worker.once('error', onEnd);
    worker.once('exit', () => onEnd(new Error('The worker ended.')));
  });
}
