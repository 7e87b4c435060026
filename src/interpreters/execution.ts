import { messageOf } from '../util';
import type { FromGuest, Guest, GuestFault } from './guest';
import type { ExecutionResult, HostFunction } from './interpreter';
import {
  CodeError,
  CodeMemoryError,
  CodeStackError,
  CodeTimeoutError,
  InterpreterCrashError,
  type InterpreterError,
} from './interpreter-errors';
import type { Limits } from './interpreter-options';

/** What one execution is made of. */
export interface ExecutionParts {
  readonly guest: Guest;
  readonly run: number;
  readonly limits: Limits;
  readonly functions: Readonly<Record<string, HostFunction>>;
  readonly timeout: number;
}

/** How much longer than its own limit a guest may take to stop itself, in milliseconds. */
const GRACE = 500;

/** One piece of code in a guest: answers its calls, minds its time. */
export class Execution {
  readonly #parts: ExecutionParts;
  readonly #calls = new AbortController();
  #settle: ((outcome: ExecutionResult | { readonly error: unknown }) => void) | undefined;
  #waiting = 0;
  #left: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #isLost = false;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    this.#left = parts.timeout + GRACE;
  }

  /** Whether the guest is of no use any more. */
  get isGuestLost(): boolean {
    return this.#isLost;
  }

  /** Sends the code and waits for its end. */
  async start(code: string, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult> {
    const { guest, run, functions, timeout } = this.#parts;
    const texts = Object.entries(variables).map(([name, value]) => [name, jsonText(value)] as const);
    const outcome = new Promise<ExecutionResult | { readonly error: unknown }>(
      (resolve) => (this.#settle = resolve),
    );
    guest.send({
      type: 'run',
      run,
      code,
      variables: Object.fromEntries(texts),
      functions: Object.keys(functions),
      timeout,
    });
    this.#tick();
    const settled = await outcome;
    this.#pause();
    this.#calls.abort(new Error('The code is over.'));
    if ('error' in settled) throw settled.error;
    return settled;
  }

  /** Ends it from outside: the guest is lost. */
  stop(error: unknown): void {
    this.#isLost = true;
    this.#settle?.({ error });
  }

  /** Takes a message of the guest. One of another run is too late. */
  take(message: FromGuest): void {
    if (message.type === 'ready' || message.run !== this.#parts.run) return;
    if (message.type === 'call') return void this.#answer(message.call, message.name, message.payload);
    const { fault, output, value } = message;
    if (fault === undefined)
      return this.#settle?.({ value: value === undefined ? undefined : JSON.parse(value), output });
    this.#isLost = fault.fatal === true;
    this.#settle?.({ error: errorOf(fault, output, this.#parts.timeout) });
  }

  async #answer(call: number, name: string, payload: string): Promise<void> {
    const { guest, functions } = this.#parts;
    if (this.#waiting++ === 0) this.#pause();
    try {
      const host = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (host === undefined) throw new Error(`There is no function ${name}.`);
      const { args = [], named = {} } = JSON.parse(payload) as {
        args?: readonly unknown[];
        named?: Record<string, unknown>;
      };
      const value: unknown = await host({ args, named, signal: this.#calls.signal });
      if (!this.#calls.signal.aborted) guest.send({ type: 'result', call, value: jsonText(value) });
    } catch (error) {
      if (!this.#calls.signal.aborted) guest.send({ type: 'result', call, error: messageOf(error) });
    } finally {
      if (--this.#waiting === 0 && !this.#calls.signal.aborted) this.#tick();
    }
  }

  #tick(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(
      () => this.stop(new CodeTimeoutError(this.#parts.timeout, '', true)),
      this.#left,
    );
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.#left = Math.max(1, this.#left - (performance.now() - this.#since));
  }
}

function jsonText(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member)) ??
    'null'
  );
}

function errorOf(fault: GuestFault, output: string, timeout: number): InterpreterError {
  const isLost = fault.fatal === true;
  switch (fault.kind) {
    case 'timeout':
      return new CodeTimeoutError(timeout, output, isLost);
    case 'memory':
      return new CodeMemoryError(fault.message, output, isLost);
    case 'stack':
      return new CodeStackError(output, isLost);
    case 'crash':
      return new InterpreterCrashError(new Error(fault.message));
    case 'exception':
      return new CodeError(fault, output);
  }
}
