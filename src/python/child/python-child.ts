import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Redact } from '../../lm';
import { parseJson } from '../../saving';
import { BOOT_SOURCE } from '../helper/boot-source';
import { HELPER_SOURCE } from '../helper/helper-source';
import { moduleSource, type ProcessPlan } from '../process-options';
import { PythonMissingError, PythonStartTimeoutError } from '../start-errors';
import { LONG_INTEGER } from '../wire-value';
import { environmentOf, redactorFor } from './environment';
import { LineSplitter } from './line-splitter';
import type { Reply, StartMessage } from './messages';
import { OutputTail } from './output-tail';
import { startFailure } from './start-failure';

/** How a process ended. */
export interface PythonDeath {
  /** In words. */
  readonly how: string;
  /** Whether this side ended it. */
  readonly isWanted: boolean;
  /** What it printed; redacted. */
  readonly output: string;
}

/** Who is told what a process says. */
export interface ChildListener {
  readonly onReply: (reply: Reply) => void;
  readonly onDeath: (death: PythonDeath) => void;
}

/** What a process said of itself when it was ready. */
export type PythonFacts = Omit<Extract<StartMessage, { readonly type: 'ready' }>, 'type'>;

/** How long pipes may still bring something after the process has ended: grandchildren may hold them open. */
const LAST_WORDS = 500;

/** One process of Python with the helper in it. */
export class PythonChild {
  readonly #plan: ProcessPlan;
  readonly #listener: ChildListener;
  readonly #child: ChildProcess;
  readonly #output: OutputTail;
  readonly #folder: string;
  readonly redact: Redact;
  /** Settles when it is ready: with what it is, or with why it cannot be worked with. A death before is told the listener too. */
  readonly ready: Promise<PythonFacts | undefined>;
  /** Settles when it has ended and the listener knows. */
  readonly gone: Promise<void>;
  #settleGone: () => void = () => undefined;
  #settleReady: (facts: PythonFacts | undefined) => void = () => undefined;
  #failReady: (error: unknown) => void = () => undefined;
  #killedFor: string | undefined;
  #isDead = false;

  constructor(plan: ProcessPlan, listener: ChildListener) {
    this.#plan = plan;
    this.#listener = listener;
    this.#output = new OutputTail(plan.maxOutputLength);
    this.#folder = resolve(plan.folder ?? process.cwd());
    const env = environmentOf(plan.env);
    this.redact = redactorFor(env);
    this.ready = new Promise((settle, fail) => {
      this.#settleReady = settle;
      this.#failReady = fail;
    });
    this.gone = new Promise((settle) => {
      this.#settleGone = settle;
    });
    const [command, ...words] = plan.command;
    this.#child = spawn(command, [...words, '-u', '-c', BOOT_SOURCE, 'dspex', plan.module], {
      cwd: this.#folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // A group of its own: what it begins ends with it, and Ctrl-C in a terminal is this side's affair.
      detached: true,
      windowsHide: true,
    });
    this.#listen();
    this.#begin();
  }

  /** The number of the process. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The last it printed; redacted. */
  get output(): string {
    return this.redact(this.#output.text);
  }

  /** Tells it something; JSON on one line. */
  say(line: string): void {
    (this.#child.stdio[3] as Writable).write(`${line}\n`);
  }

  /** Whether this process waits for it. */
  hold(isNeeded: boolean): void {
    for (const each of [this.#child, ...this.#child.stdio]) {
      const held = each as Partial<Holdable> | null;
      if (isNeeded) held?.ref?.();
      else held?.unref?.();
    }
  }

  /** Ends it, and what it began. @param reason what it dies of, in words. */
  kill(reason: string): void {
    this.#killedFor ??= reason;
    if (this.#isDead) return;
    this.hold(true);
    this.#child.kill('SIGKILL');
    this.#killGroup();
  }

  /** Ends what it began and what is still in its group. */
  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined || process.platform === 'win32') return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // There is nobody left in it.
    }
  }

  #begin(): void {
    const { startTimeout, clock, module, concurrency, maxResultSize } = this.#plan;
    const config = {
      source: HELPER_SOURCE,
      module: moduleSource(module, this.#folder),
      folder: this.#folder,
      concurrency,
      maxResultSize,
    };
    this.say(JSON.stringify(config));
    const stop = clock.startTimer(startTimeout, () => {
      this.#failReady(new PythonStartTimeoutError(module, startTimeout, this.output));
      this.kill(`it was not ready after ${startTimeout} ms`);
    });
    this.ready.then(stop, stop);
  }

  #listen(): void {
    const child = this.#child;
    const [, stdout, stderr, input, output] = child.stdio as readonly [
      null,
      Readable,
      Readable,
      Writable,
      Readable,
    ];
    for (const pipe of [stdout, stderr, input, output]) pipe.on('error', () => undefined);
    for (const pipe of [stdout, stderr]) {
      pipe.setEncoding('utf8');
      pipe.on('data', (text: string) => this.#output.push(text));
    }
    const lines = new LineSplitter((line) => this.#hear(line));
    output.on('data', (chunk: Buffer) => lines.push(chunk));
    child.on('error', (error) => this.#failToBegin(error));
    child.on('exit', (code, signal) => {
      const how =
        this.#killedFor ?? (signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
      this.#killGroup();
      const timer = setTimeout(() => this.#die(how), LAST_WORDS).unref();
      child.once('close', () => {
        clearTimeout(timer);
        this.#die(how);
      });
    });
  }

  #hear(line: string): void {
    const message = messageIn(line);
    if (message === undefined) return this.kill('it wrote what is no message into the pipe of the messages');
    if (message.type === 'ready')
      this.#settleReady({ python: message.python, executable: message.executable });
    else if (message.type !== 'unusable') this.#listener.onReply(message);
    else {
      const [command] = this.#plan.command;
      const { module } = this.#plan;
      this.#killedFor ??= 'it could not be worked with';
      const subject = { command, module, folder: this.#folder, redact: this.redact, output: this.output };
      this.#failReady(startFailure(message, subject));
    }
  }

  #failToBegin(error: NodeJS.ErrnoException): void {
    if (this.#child.pid !== undefined) return;
    const reason = existsSync(this.#folder)
      ? error.code === 'ENOENT'
        ? 'there is no such command'
        : (error.code ?? error.message)
      : `there is no folder ${this.#folder}`;
    this.#killedFor = reason;
    this.#failReady(new PythonMissingError(this.#plan.command.join(' '), reason));
    this.#die(reason);
  }

  #die(how: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#listener.onDeath({ how, isWanted: this.#killedFor !== undefined, output: this.output });
    this.#settleReady(undefined);
    this.#settleGone();
    // A process that it began may hold them open.
    for (const pipe of this.#child.stdio) pipe?.destroy();
  }
}

function messageIn(line: string): StartMessage | Reply | undefined {
  try {
    return (LONG_INTEGER.test(line) ? parseJson(line) : JSON.parse(line)) as StartMessage | Reply;
  } catch {
    // Code of the user's wrote there.
    return undefined;
  }
}

interface Holdable {
  ref(): void;
  unref(): void;
}
