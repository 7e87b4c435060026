/** A call that code made of a function of the host. */
export interface HostCall {
  /** Arguments by position, as JSON. */
  readonly args: readonly unknown[];
  /** Arguments by name, as JSON; only Python has them. */
  readonly named: Readonly<Record<string, unknown>>;
  /** Aborts when the code that called is over, or was stopped. */
  readonly signal: AbortSignal;
}

/** A function that code can call. What it gives has to be JSON; what it throws, the code can catch. */
export type HostFunction = (call: HostCall) => unknown;

/** What one piece of code is run with. */
export interface ExecuteOptions {
  /**
   * Functions of the host, by name: the only way out of the sandbox. In JavaScript they give promises, in Python values.
   * @default none
   */
  readonly functions?: Readonly<Record<string, HostFunction>>;
  /**
   * Values that the code finds as variables, as JSON.
   * @default none
   */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Stops the code. */
  readonly signal?: AbortSignal;
  /**
   * Longest time the code may run, in milliseconds; time in which it waits for functions of the host does not count.
   * @default that of the interpreter
   */
  readonly timeout?: number;
}

/** What code did. */
export interface ExecutionResult {
  /** The value of its last expression, as JSON; undefined where there is none. */
  readonly value: unknown;
  /** What it printed, cut to the interpreter's limit. */
  readonly output: string;
}

/** Within which limits code runs. */
export interface InterpreterOptions {
  /**
   * Longest time one piece of code may run, in milliseconds; time in which it waits for functions of the host does not count.
   * @default 5000 for JavaScript, 30000 for Python
   */
  readonly timeout?: number;
  /**
   * Most memory the code may use, in bytes.
   * @default 134217728 (128 MiB) for JavaScript, 536870912 (512 MiB) for Python
   */
  readonly memoryLimit?: number;
  /**
   * Longest output that is kept of one piece of code, in characters.
   * @default 20000
   */
  readonly maxOutputLength?: number;
}

/**
 * Runs code that nobody vouches for.
 *
 * Implementers promise:
 * - code reaches no file, no network, no process and no object of the host, only the functions it is given;
 * - what is declared at the top level is there in the next piece of code;
 * - pieces of code run one after the other, in the order of the calls;
 * - code that takes too long or too much is stopped, native loops and sleeps too, and the next piece runs; `lostState` of the
 *   error says whether variables are gone;
 * - an exception of the code is a `CodeError` with its line; nothing the code does is an unhandled rejection or a crash of the
 *   host;
 * - nothing is started before the first piece of code, and nothing is left behind by `close`.
 */
export interface Interpreter {
  readonly language: 'javascript' | 'python';
  /**
   * Runs a piece of code.
   *
   * @throws {@link CodeError} for an exception of the code; {@link CodeTimeoutError}, {@link CodeMemoryError},
   * {@link CodeStackError}, {@link InterpreterCrashError}; the signal's reason when stopped; {@link PeerMissingError}.
   */
  execute(code: string, options?: ExecuteOptions): Promise<ExecutionResult>;
  /** Stops whatever runs and lets go of everything. A closed interpreter starts afresh at the next piece of code. */
  close(): Promise<void>;
}

/** Makes the interpreter of one run. */
export type InterpreterFactory = () => Interpreter;
