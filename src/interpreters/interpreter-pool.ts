import { InvalidArgumentError } from '../errors';
import { onAbort } from '../resilience';
import { assertKnownOptions } from '../util';
import type { ExecuteOptions, ExecutionResult, Interpreter, InterpreterFactory } from './interpreter';

/** How an {@link InterpreterPool} keeps interpreters. */
export interface InterpreterPoolOptions {
  /**
   * How many interpreters are started before anybody asks; a whole number, at least 0.
   * @default 1
   */
  readonly warm?: number;
  /**
   * Most interpreters in use at once; who comes later waits. A whole number, at least 1.
   * @default no limit
   */
  readonly max?: number;
}

/** A piece of code that does nothing, in any language. */
const NOTHING = '0';

/**
 * Keeps interpreters started, so that a run need not wait a second for its Python. Each is used by one run and never again: what one
 * run's code left behind, no other's finds.
 *
 * @example
 * ```ts
 * const pool = new InterpreterPool(() => new PythonInterpreter(), { warm: 2, max: 8 });
 * const program = new CodeAct('question -> answer', tools, { language: 'python', interpreter: pool.take });
 * // … when the program is no longer needed:
 * await pool.close();
 * ```
 */
export class InterpreterPool {
  readonly #create: InterpreterFactory;
  readonly #warm: number;
  readonly #max: number;
  readonly #idle: Interpreter[] = [];
  readonly #waiting = new Set<() => void>();
  #inUse = 0;

  /**
   * @param create makes an interpreter; one that starts nothing before its first piece of code.
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(create: InterpreterFactory, options: InterpreterPoolOptions = {}) {
    assertKnownOptions(options, ['warm', 'max'], 'new InterpreterPool(...)');
    const { warm = 1, max = Number.POSITIVE_INFINITY } = options;
    assertWhole(warm, 'warm', 0);
    if (max !== Number.POSITIVE_INFINITY) assertWhole(max, 'max', 1);
    this.#create = create;
    this.#warm = warm;
    this.#max = max;
  }

  /** How many stand ready or are being started. */
  get idle(): number {
    return this.#idle.length;
  }

  /** How many are at work. */
  get inUse(): number {
    return this.#inUse;
  }

  /** An interpreter of the pool, as the option `interpreter` of modules that write code wants it. Its `close` ends it. */
  readonly take: InterpreterFactory = () => {
    const spare = this.#create();
    return new PooledInterpreter(spare.language, {
      open: (signal) => this.#open(spare, signal),
      end: (interpreter) => this.#end(interpreter),
    });
  };

  /**
   * Starts as many as are to stand ready, and waits until they do.
   *
   * @throws {@link PeerMissingError}, {@link InterpreterCrashError} when one cannot be started.
   */
  async prepare(): Promise<void> {
    await Promise.all(this.#fill());
  }

  /** Ends those that stand ready. Those in use end with their runs; a run after that finds none ready. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((interpreter) => interpreter.close()));
  }

  /** One that stands ready; else the spare one, which starts with its first piece of code. */
  async #open(spare: Interpreter, signal: AbortSignal | undefined): Promise<Interpreter> {
    if (this.#inUse >= this.#max) await this.#turn(signal);
    else this.#inUse++;
    return this.#idle.shift() ?? spare;
  }

  /** Resolves when the place of one that ended is ours. */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      let leave = (): void => undefined;
      const enter = (): void => {
        leave();
        resolve();
      };
      this.#waiting.add(enter);
      if (signal === undefined) return;
      leave = onAbort(signal, () => {
        this.#waiting.delete(enter);
        reject(signal.reason as Error);
      });
    });
  }

  async #end(interpreter: Interpreter): Promise<void> {
    await interpreter.close();
    // Whoever could not be started says so to the run that asks for it.
    for (const started of this.#fill()) started.catch(() => undefined);
    const [next] = this.#waiting;
    if (next === undefined) this.#inUse--;
    else {
      this.#waiting.delete(next);
      next();
    }
  }

  #fill(): Promise<void>[] {
    const missing = Math.max(0, this.#warm - this.#idle.length);
    return Array.from({ length: missing }, () => this.#started(this.#create()));
  }

  async #started(interpreter: Interpreter): Promise<void> {
    this.#idle.push(interpreter);
    try {
      await interpreter.execute(NOTHING);
    } catch (error) {
      const place = this.#idle.indexOf(interpreter);
      if (place >= 0) this.#idle.splice(place, 1);
      throw error;
    }
  }
}

interface Desk {
  readonly open: (signal: AbortSignal | undefined) => Promise<Interpreter>;
  readonly end: (interpreter: Interpreter) => Promise<void>;
}

/** An interpreter that is taken from a pool at its first piece of code. */
class PooledInterpreter implements Interpreter {
  #inner: Promise<Interpreter> | undefined;

  constructor(
    readonly language: Interpreter['language'],
    private readonly desk: Desk,
  ) {}

  async execute(code: string, options: ExecuteOptions = {}): Promise<ExecutionResult> {
    options.signal?.throwIfAborted();
    const isFirst = this.#inner === undefined;
    const opening = (this.#inner ??= this.desk.open(options.signal));
    let inner: Interpreter;
    try {
      inner = await opening;
    } catch (error) {
      if (this.#inner === opening) this.#inner = undefined;
      if (isFirst) throw error;
      // It was another's signal that ended the waiting.
      return this.execute(code, options);
    }
    return inner.execute(code, options);
  }

  async close(): Promise<void> {
    const inner = await this.#inner?.catch(() => undefined);
    this.#inner = undefined;
    if (inner !== undefined) await this.desk.end(inner);
  }
}

function assertWhole(value: number, name: string, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new InvalidArgumentError(`new InterpreterPool(..., { ${name} })`, {
    found: String(value),
    expected: `a whole number, at least ${least}.`,
  });
}
