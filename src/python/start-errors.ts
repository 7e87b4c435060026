import { PythonError } from './python-error';

/** There is no such Python. */
export class PythonMissingError extends PythonError {
  static override readonly code = 'PYTHON_MISSING';

  /**
   * @param python the command that was tried.
   * @param reason why it could not be begun.
   */
  constructor(python: string, reason: string) {
    super({
      problem: `Python could not be begun: ${reason}.`,
      found: python,
      expected: 'Python 3.8 or newer.',
      fix: "install Python, or say where it is: new PythonProcess({ python: '/path/to/venv/bin/python', … }).",
    });
  }
}

/** Python is too old. */
export class PythonVersionError extends PythonError {
  static override readonly code = 'PYTHON_VERSION';

  /**
   * @param python the command.
   * @param found its version.
   */
  constructor(python: string, found: string) {
    super({
      problem: `${python} is too old.`,
      found: `Python ${found}`,
      expected: 'Python 3.8 or newer.',
      fix: 'name another one with the option `python`.',
    });
  }
}

/** The module could not be imported. */
export class PythonModuleError extends PythonError {
  static override readonly code: string = 'PYTHON_MODULE';

  /**
   * @param module the module as it was given.
   * @param advice what is known: what was found, what to do.
   * @param output what Python printed.
   */
  constructor(
    readonly module: string,
    advice: { readonly found?: string; readonly fix?: string },
    output?: string,
  ) {
    super({ problem: `The Python module ${module} could not be imported.`, ...advice }, output);
  }
}

/** The module is no Python. */
export class PythonSyntaxError extends PythonModuleError {
  static override readonly code = 'PYTHON_SYNTAX';

  /**
   * @param module the module as it was given.
   * @param fault where and what; the file may be another that the module imports.
   */
  constructor(
    module: string,
    readonly fault: {
      readonly file?: string;
      readonly line?: number;
      readonly text?: string;
      readonly message: string;
    },
  ) {
    const { file = module, line, text = '', message } = fault;
    const where = line === undefined ? file : `${file}:${line}`;
    super(module, {
      found: `${where}: ${message}${text.trim() === '' ? '' : `\n  ${text.trim()}`}`,
      fix: 'mend the syntax there; a newer syntax needs a newer `python`.',
    });
  }
}

/** The process was not ready in time. */
export class PythonStartTimeoutError extends PythonError {
  static override readonly code = 'PYTHON_START_TIMEOUT';

  /**
   * @param module the module as it was given.
   * @param startTimeout the limit, in milliseconds.
   * @param output what Python printed.
   */
  constructor(module: string, startTimeout: number, output: string) {
    super(
      {
        problem: `Python had not imported ${module} after ${startTimeout} ms and was ended.`,
        fix: 'load large models at the first call, or raise `startTimeout`.',
      },
      output,
    );
  }
}

/** The process died time and again. */
export class PythonRestartsError extends PythonError {
  static override readonly code = 'PYTHON_RESTARTS';

  /**
   * @param restarts how many times it was begun anew.
   * @param how the last end, in words.
   * @param output what Python printed then.
   */
  constructor(restarts: number, how: string, output: string) {
    super(
      {
        problem: `Python died again after ${restarts} restart${restarts === 1 ? '' : 's'} without a call that ended well; it is not begun any more.`,
        found: `At last: ${how}.`,
        fix: 'look at what it printed; `await process.start()` tries anew.',
      },
      output,
    );
  }
}
