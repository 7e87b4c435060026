import { Worker } from 'node:worker_threads';
import { findPeer } from '../find-peer';
import type { FromGuest, Guest, GuestListener, ToGuest } from '../guest';
import type { Limits } from '../interpreter-options';
import { redeclarable } from './redeclarable';
import { WORKER_SOURCE } from './worker-source';

/** The worker's native stack has to hold QuickJS's own, and more. */
const STACK_MB = 32;

/** Begins the thread that code of a {@link JavaScriptInterpreter} runs in. */
export function startWorker(
  { memoryLimit, maxOutputLength }: Limits,
  listener: GuestListener,
): Promise<Guest> {
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
