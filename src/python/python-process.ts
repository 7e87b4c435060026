import { InvalidArgumentError } from '../errors';
import { onAbort, withDeadline } from '../resilience';
import { assertKnownOptions, isPlainObject } from '../util';
import { PythonClosedError, PythonTimeoutError } from './call-errors';
import type { PythonOperation, Reply } from './child/messages';
import type { PendingCall } from './pending-call';
import { assertPositive, planOf, type ProcessPlan, type PythonProcessOptions } from './process-options';
import { Supervisor } from './supervisor';
import { toWire } from './wire-value';

/** What surrounds one call of a Python function. */
export interface PythonCallOptions {
  /** Aborts the call with the signal's reason; Python is told, and is ended when the call goes on regardless. */
  readonly signal?: AbortSignal;
  /**
   * Longest time from when Python gets it, in milliseconds; `Infinity` for no limit.
   * @default that of the process
   */
  readonly timeout?: number;
  /**
   * Whether it may be made a second time when the process dies under it.
   * @default that of the process
   */
  readonly idempotent?: boolean;
}

/** Arguments: in order, or by name. */
export type PythonArguments = readonly unknown[] | Readonly<Record<string, unknown>>;

/** What is known of a running Python. */
export interface PythonInfo {
  /** Its version, such as `3.12.1`. */
  readonly python: string;
  /** The file of the interpreter. */
  readonly executable: string;
  /** The number of the process. */
  readonly pid: number | undefined;
}

/** What a function says of itself. */
export interface PythonDescription {
  /** Its docstring; an empty text where it has none. */
  readonly doc: string;
  /** What it takes, as the JSON Schema of an object, from its annotations. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether it takes arguments by any name. */
  readonly takesAny: boolean;
}

/** Makes a call of any kind. @internal */
export const REQUEST = Symbol.for('dspex.python.request');

/** A call as {@link REQUEST} takes it. */
export interface PythonRequest extends PythonCallOptions {
  readonly operation: PythonOperation;
  readonly name: string;
  readonly args: PythonArguments;
}

type Done = Extract<Reply, { readonly type: 'done' }>;

const CALL_OPTIONS = ['signal', 'timeout', 'idempotent'];

/**
 * A Python process with a module of yours in it, whose functions are called from here. Only Python's standard library is needed
 * beside what the module imports.
 *
 * It begins with the first call, and again when it dies. Functions run several at once, async ones in one event loop, others in threads.
 * What they print does no harm and is kept for errors. A process that nobody waits for does not keep Node running, and ends with it,
 * however Node ends.
 *
 * @remarks Arguments and results go as JSON. Annotated dataclasses, pydantic models, enums and dates are made of it for arguments;
 * results may be these, numpy arrays and whatever has `.tolist()`.
 *
 * @example
 * ```ts
 * const python = new PythonProcess({ module: './helpers.py' });
 * const words = await python.call<string[]>('keywords', ['Charged twice'], { timeout: 5_000 });
 * await python.close();
 * ```
 */
export class PythonProcess {
  readonly #plan: ProcessPlan;
  readonly #supervisor: Supervisor;
  #isClosed: Promise<void> | undefined;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: PythonProcessOptions) {
    this.#plan = planOf(options);
    this.#supervisor = new Supervisor(this.#plan);
  }

  /** The module, as it was given. */
  get module(): string {
    return this.#plan.module;
  }

  /** The last that Python printed, on both its streams; secrets of its environment are struck out. */
  get output(): string {
    return this.#supervisor.output;
  }

  /** How many calls are made and not answered. */
  get load(): number {
    return this.#supervisor.load;
  }

  /** The process, while one is there. */
  get info(): PythonInfo | undefined {
    return this.#supervisor.facts;
  }

  /**
   * Begins the process and imports the module; otherwise the first call does. Also tries anew after what is not tried again by
   * itself: a start that failed, too many deaths.
   *
   * @throws (as a rejection) {@link PythonMissingError}, {@link PythonVersionError}, {@link PythonModuleError},
   *   {@link PythonSyntaxError}, {@link PythonStartTimeoutError}, {@link PythonRestartsError}, {@link PythonClosedError}.
   */
  async start(): Promise<PythonInfo> {
    await this.#supervisor.start();
    return this.#supervisor.facts as PythonInfo;
  }

  /**
   * Whether Python answers, whatever its functions are at.
   *
   * @param options `timeout`: longest wait, in milliseconds; 5 seconds by default.
   * @throws (as a rejection) {@link PythonTimeoutError}; {@link PythonCrashError}; what {@link start} throws.
   */
  async ping({ timeout = 5_000 }: { readonly timeout?: number } = {}): Promise<PythonInfo> {
    assertPositive('timeout', timeout, 'ping({ timeout })');
    const info = await this.start();
    const onTimeout = (): Error => new PythonTimeoutError('ping', timeout, this.output);
    await withDeadline({ timeout, clock: this.#plan.clock, onTimeout }, () => this.#supervisor.ping());
    return info;
  }

  /**
   * Calls a function of the module.
   *
   * @param name its name; `Scorer.score` for a function of a class, `index.search` for a method of an object.
   * @param args a list is given in order, an object by name.
   * @throws (as a rejection) {@link PythonFunctionError}, {@link PythonArgumentsError}, {@link PythonExceptionError},
   *   {@link PythonResultError}, {@link PythonTimeoutError}, {@link PythonCrashError}, {@link PythonClosedError}; what {@link start}
   *   throws; {@link InvalidArgumentError} for arguments that JSON cannot hold; the signal's reason.
   */
  async call<Result = unknown>(
    name: string,
    args: PythonArguments = [],
    options: PythonCallOptions = {},
  ): Promise<Result> {
    assertKnownOptions(options, CALL_OPTIONS, 'call(name, args, ...)');
    return (await this[REQUEST]({ ...options, operation: 'call', name, args })).value as Result;
  }

  /**
   * A function of the module as a function here; its arguments go in order.
   *
   * @param name as in {@link call}.
   * @param options hold for all its calls.
   */
  function<Args extends readonly unknown[] = readonly unknown[], Result = unknown>(
    name: string,
    options: PythonCallOptions = {},
  ): (...args: Args) => Promise<Result> {
    assertKnownOptions(options, CALL_OPTIONS, 'function(name, ...)');
    return (...args) => this.call<Result>(name, args, options);
  }

  /** What a function says of itself. @throws (as a rejection) what {@link call} throws. */
  async describe(name: string): Promise<PythonDescription> {
    const { value } = await this[REQUEST]({ operation: 'describe', name, args: [], idempotent: true });
    return value as PythonDescription;
  }

  /**
   * Lets the calls that were made end, and then Python, whose `atexit` functions run. Later calls are refused.
   *
   * @param options `timeout`: how long calls may go on, in milliseconds, before they fail and the process is ended; 10 seconds by
   *   default.
   */
  close({ timeout = 10_000 }: { readonly timeout?: number } = {}): Promise<void> {
    assertPositive('timeout', timeout, 'close({ timeout })');
    this.#isClosed ??= this.#supervisor.close(timeout);
    return this.#isClosed;
  }

  /** @internal */
  async [REQUEST](request: PythonRequest): Promise<Done> {
    const { operation, name, args, signal } = request;
    const { timeout = this.#plan.timeout, idempotent = this.#plan.idempotent } = request;
    const where = `${operation}(${JSON.stringify(name)}, ...)`;
    assertPositive('timeout', timeout, where);
    if (this.#isClosed !== undefined) throw new PythonClosedError(`The call of ${name}`);
    const body = bodyOf(args, where);
    signal?.throwIfAborted();
    return new Promise<Done>((resolve, reject) => {
      const call: PendingCall = {
        name,
        operation,
        body,
        timeout,
        isIdempotent: idempotent,
        isSuspect: false,
        isLeft: false,
        stopClock: () => undefined,
        succeed: (reply) => {
          unfollow?.();
          resolve(reply);
        },
        fail: (error) => {
          unfollow?.();
          reject(error);
        },
      };
      const unfollow =
        signal &&
        onAbort(signal, () => {
          this.#supervisor.leave(call);
          reject(signal.reason);
        });
      this.#supervisor.add(call);
    });
  }
}

function bodyOf(args: PythonArguments, where: string): string {
  if (Array.isArray(args)) return `,"args":${toWire(args, where)}`;
  if (isPlainObject(args)) return `,"kwargs":${toWire(args, where)}`;
  throw new InvalidArgumentError(where, {
    found: typeof args,
    expected: 'a list of arguments, or an object of arguments by name.',
  });
}
