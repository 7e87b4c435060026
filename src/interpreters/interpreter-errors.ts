import { DspyError } from '../errors';

/** Code could not be run to its end. The family of errors of running code. */
export abstract class InterpreterError extends DspyError {
  static override readonly code: string = 'INTERPRETER';

  /** What the code printed before. */
  readonly output: string = '';
  /** Whether variables of earlier code are gone. */
  readonly lostState: boolean = false;
}

/** What is known of an exception that code threw. */
export interface CodeFault {
  /** The exception's class, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** The line of the code it was thrown at, from 1. */
  readonly line?: number;
  /** Where in the code it was thrown, innermost first, in short. */
  readonly stack?: string;
}

/** Code threw an exception, or is no code. */
export class CodeError extends InterpreterError {
  static override readonly code = 'CODE_EXCEPTION';

  /**
   * @param fault the exception.
   * @param output what the code printed before.
   */
  constructor(
    readonly fault: CodeFault,
    override readonly output: string,
  ) {
    const where = fault.line === undefined ? '' : ` (line ${fault.line})`;
    super({ problem: `${fault.name}: ${fault.message}${where}`, found: fault.stack });
  }
}

/** Code ran longer than it may. */
export class CodeTimeoutError extends InterpreterError {
  static override readonly code = 'CODE_TIMEOUT';

  /**
   * @param timeout the limit, in milliseconds.
   * @param output what the code printed before.
   * @param lostState whether the interpreter had to be started anew.
   */
  constructor(
    readonly timeout: number,
    override readonly output: string,
    override readonly lostState: boolean,
  ) {
    super({
      problem: `The code ran longer than ${timeout} ms and was stopped.${lostState ? ' All variables are gone.' : ''}`,
      fix: 'let it do less, or give it more time with the option `timeout`.',
    });
  }
}

/** Code used more memory than it may. */
export class CodeMemoryError extends InterpreterError {
  static override readonly code = 'CODE_MEMORY';

  /**
   * @param detail what the interpreter said.
   * @param output what the code printed before.
   * @param lostState whether the interpreter had to be started anew.
   */
  constructor(
    detail: string,
    override readonly output: string,
    override readonly lostState: boolean,
  ) {
    super({
      problem: `The code used more memory than it may (${detail}).${lostState ? ' All variables are gone.' : ''}`,
      fix: 'let it hold less at once, or raise the option `memoryLimit`.',
    });
  }
}

/** Code called itself too deeply. */
export class CodeStackError extends InterpreterError {
  static override readonly code = 'CODE_STACK';

  /**
   * @param output what the code printed before.
   * @param lostState whether the interpreter had to be started anew.
   */
  constructor(
    override readonly output: string,
    override readonly lostState: boolean,
  ) {
    super({
      problem: `The code's recursion is too deep: the stack is full.${lostState ? ' All variables are gone.' : ''}`,
      fix: 'use a loop, or less nesting.',
    });
  }
}

/** The interpreter itself broke. */
export class InterpreterCrashError extends InterpreterError {
  static override readonly code = 'INTERPRETER_CRASH';
  override readonly retryable = true;
  override readonly lostState = true;

  /** @param cause what is known. */
  constructor(cause: unknown) {
    super({ problem: 'The interpreter stopped while the code ran. All variables are gone.', cause });
  }
}
