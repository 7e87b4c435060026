import { DspyError } from '../errors';
import { excerpt, shorten } from '../util';
import { PythonError } from './python-error';

/** The process died over a call. */
export class PythonCrashError extends PythonError {
  static override readonly code = 'PYTHON_CRASH';
  override readonly retryable = true;

  /**
   * @param name the function that was called.
   * @param how how the process ended, in words.
   * @param output what Python printed.
   */
  constructor(
    readonly functionName: string,
    how: string,
    output: string,
  ) {
    super(
      {
        problem: `The Python process died while ${functionName} ran: ${how}.`,
        fix: 'look at what it printed; a function that may run twice can say so: { idempotent: true }.',
      },
      output,
    );
  }
}

/** The module has no such function. */
export class PythonFunctionError extends PythonError {
  static override readonly code = 'PYTHON_FUNCTION';

  /**
   * @param functionName what was asked for.
   * @param advice the module, what stands there instead, the functions there are, and the one that was meant.
   */
  constructor(
    readonly functionName: string,
    advice: {
      readonly module: string;
      readonly found?: string;
      readonly names: readonly string[];
      readonly nearest?: string;
    },
  ) {
    const { module, found, names, nearest } = advice;
    super({
      problem: `The Python module ${module} has no function ${functionName}.`,
      ...(found === undefined ? {} : { found }),
      expected: names.length === 0 ? 'a module with functions.' : `one of ${excerpt(names.join(', '), 400)}.`,
      ...(nearest === undefined ? {} : { fix: `write "${nearest}".` }),
    });
  }
}

/** A function does not take these arguments. It was not called. */
export class PythonArgumentsError extends PythonError {
  static override readonly code = 'PYTHON_ARGUMENTS';

  /**
   * @param functionName the function.
   * @param problem what Python says of the arguments.
   * @param signature what it takes.
   */
  constructor(
    readonly functionName: string,
    problem: string,
    signature: string,
  ) {
    super({
      problem: `${functionName} cannot be called with these arguments.`,
      found: problem,
      expected: `${functionName}${excerpt(signature, 400)}`,
      fix: 'a list is given in order, an object by name.',
    });
  }
}

/** What Python knows of an exception. */
export interface PythonFault {
  /** The exception's class, such as `ValueError` or `requests.exceptions.HTTPError`. */
  readonly type: string;
  readonly message: string;
  /** As Python prints it, without the frames of this library. */
  readonly traceback: string;
}

/** A function raised an exception. */
export class PythonExceptionError extends PythonError {
  static override readonly code = 'PYTHON_EXCEPTION';

  /**
   * @param functionName the function.
   * @param fault the exception; secrets struck out.
   * @param output what Python printed.
   */
  constructor(
    readonly functionName: string,
    readonly fault: PythonFault,
    output: string,
  ) {
    super(
      {
        problem: `${functionName} raised ${fault.type}: ${excerpt(fault.message, 500)}`,
        found: shorten(fault.traceback.trim(), 2_000),
      },
      output,
      '',
    );
  }
}

/** What a function gave cannot be told as JSON, or is too large. */
export class PythonResultError extends PythonError {
  static override readonly code = 'PYTHON_RESULT';

  /**
   * @param functionName the function.
   * @param found what it gave and where.
   * @param fix what to do.
   */
  constructor(
    readonly functionName: string,
    found: string,
    fix = 'give numbers that are finite, text, True, False, None, lists, dicts with text as keys, dataclasses, or what has .tolist() or .model_dump().',
  ) {
    super({ problem: `${functionName} gave what JSON cannot hold.`, found, fix });
  }
}

/** A call took too long. */
export class PythonTimeoutError extends PythonError {
  static override readonly code = 'PYTHON_TIMEOUT';
  override readonly retryable = true;

  /**
   * @param functionName the function.
   * @param timeout the limit, in milliseconds.
   * @param output what Python printed.
   */
  constructor(
    readonly functionName: string,
    readonly timeout: number,
    output: string,
  ) {
    super(
      {
        problem: `${functionName} did not answer within ${timeout} ms.`,
        fix: 'raise `timeout`, of the call or of the process.',
      },
      output,
    );
  }
}

/** The process was closed. */
export class PythonClosedError extends DspyError {
  static override readonly code = 'PYTHON_CLOSED';

  /** @param what what was asked of it. */
  constructor(what: string) {
    super({
      problem: `${what} came to nothing: the PythonProcess was closed.`,
      fix: 'close it when nobody calls it any more, or make another.',
    });
  }
}
