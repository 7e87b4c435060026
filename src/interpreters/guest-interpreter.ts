import { onAbort } from '../resilience';
import { assertKnownOptions } from '../util';
import { Execution } from './execution';
import type { Guest, GuestStarter } from './guest';
import type { ExecuteOptions, ExecutionResult, Interpreter } from './interpreter';
import { InterpreterCrashError } from './interpreter-errors';
import { assertTimeout, type Limits } from './interpreter-options';

/** An interpreter whose code runs in a guest that can be killed: starts it at the first piece of code, and again after a kill. */
export abstract class GuestInterpreter implements Interpreter {
  abstract readonly language: Interpreter['language'];
  readonly #start: GuestStarter;
  readonly #limits: Limits;
  #guest: Promise<Guest> | undefined;
  #current: Execution | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #runs = 0;

  constructor(limits: Limits, start: GuestStarter) {
    this.#limits = limits;
    this.#start = start;
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<ExecutionResult> {
    assertKnownOptions(
      options,
      ['functions', 'variables', 'signal', 'timeout'],
      'interpreter.execute(code, ...)',
    );
    assertTimeout('interpreter.execute(code, ...)', options.timeout ?? this.#limits.timeout);
    const turn = this.#last.then(() => this.#run(code, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.#current?.stop(new InterpreterCrashError(new Error('It was closed.')));
    await this.#last;
    await this.#kill();
  }

  async #run(code: string, options: ExecuteOptions): Promise<ExecutionResult> {
    const { signal } = options;
    signal?.throwIfAborted();
    const guest = await this.#connected();
    signal?.throwIfAborted();
    const run = ++this.#runs;
    const execution = new Execution({
      guest,
      run,
      limits: this.#limits,
      functions: options.functions ?? {},
      timeout: options.timeout ?? this.#limits.timeout,
    });
    this.#current = execution;
    const stay = signal && onAbort(signal, () => execution.stop(signal.reason));
    try {
      return await execution.start(code, options.variables ?? {});
    } finally {
      this.#current = undefined;
      stay?.();
      if (execution.isGuestLost) await this.#kill();
    }
  }

  #connected(): Promise<Guest> {
    if (this.#guest !== undefined) return this.#guest;
    const starting = this.#start({
      onMessage: (message) => this.#current?.take(message),
      onExit: (cause) => {
        if (this.#guest === starting) this.#guest = undefined;
        this.#current?.stop(new InterpreterCrashError(cause));
      },
    });
    this.#guest = starting;
    starting.catch(() => {
      if (this.#guest === starting) this.#guest = undefined;
    });
    return starting;
  }

  async #kill(): Promise<void> {
    const guest = this.#guest;
    this.#guest = undefined;
    await (await guest?.catch(() => undefined))?.kill();
  }
}
