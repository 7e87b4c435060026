import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { findPeer } from '../find-peer';
import type { FromGuest, Guest, GuestListener, ToGuest } from '../guest';
import type { Limits } from '../interpreter-options';
import { GUEST_SOURCE } from './guest-source';

type Message = FromGuest | { readonly type: 'failed'; readonly message: string };

/** Begins the process that code of a {@link PythonInterpreter} runs in. */
export async function startProcess(limits: Limits, listener: GuestListener): Promise<Guest> {
  const peer = findPeer('PythonInterpreter', 'pyodide/pyodide.mjs');
  const home = dirname(peer);
  const child = spawn(process.execPath, [...flagsFor(home), '-e', GUEST_SOURCE], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: {},
    windowsHide: true,
  });
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  for (const pipe of [input, output]) pipe.on('error', () => undefined);
  const write = (message: unknown): void => void input.write(`${JSON.stringify(message)}\n`);
  const hold = (isNeeded: boolean): void => {
    for (const each of [child, input, output]) (each as unknown as Refable)[isNeeded ? 'ref' : 'unref']();
  };
  const { memoryLimit, maxOutputLength } = limits;
  write({ peer: pathToFileURL(peer).href, indexURL: `${home}/`, memoryLimit, maxOutputLength });
  return new Promise((resolve, reject) => {
    const onEnd = (cause: unknown): void => {
      reject(cause);
      listener.onExit(cause);
    };
    child.once('error', onEnd);
    child.once('exit', () => onEnd(new Error('The process of the interpreter ended.')));
    createInterface({ input: output }).on('line', (line) => {
      const message = messageIn(line);
      if (message === undefined) return;
      if (message.type === 'failed') return onEnd(new Error(message.message));
      if (message.type === 'done') hold(false);
      if (message.type !== 'ready') return listener.onMessage(message);
      // A program that is done does not wait for an idle interpreter.
      hold(false);
      resolve({ send, kill: () => killed(child) });
    });
    const send = (message: ToGuest): void => {
      if (message.type === 'run') hold(true);
      write(message);
    };
  });
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  child.ref();
  await gone;
}

interface Refable {
  ref(): void;
  unref(): void;
}

/** No files but Pyodide's, no processes, no threads, no code from text, little JavaScript memory. */
function flagsFor(home: string): string[] {
  const flags = process.allowedNodeEnvironmentFlags;
  const permission = flags.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    permission,
    `--allow-fs-read=${home}/*`,
    '--disallow-code-generation-from-strings',
    '--max-old-space-size=256',
    '--no-warnings',
  ];
}

function messageIn(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    // Nothing of ours.
    return undefined;
  }
}
