import { DspyError } from '../errors';

/** A call took longer than its `timeout`. */
export class CallTimeoutError extends DspyError {
  static override readonly code: string = 'CALL_TIMEOUT';
  override readonly retryable = true;

  /** @param timeout the limit, in milliseconds. */
  constructor(readonly timeout: number) {
    super({
      problem: `The call took longer than the ${timeout} ms it was given.`,
      fix: 'give it more time with the option `timeout`, or ask less of it.',
    });
  }
}

/** A module was built or called in a way that cannot work. */
export class ModuleUsageError extends DspyError {
  static override readonly code: string = 'MODULE_USAGE';

  /**
   * @param problem one sentence, the module's class first.
   * @param advice what was expected and what to do.
   */
  constructor(
    problem: string,
    advice: {
      readonly found?: string;
      readonly expected?: string;
      readonly fix?: string;
      readonly cause?: unknown;
    },
  ) {
    super({ problem, ...advice });
  }
}

/** The model's outputs are well formed but break the signature's types or rules. */
export class OutputCheckError extends DspyError {
  static override readonly code: string = 'OUTPUT_CHECK';
  override readonly retryable = true;

  /**
   * @param signature its name.
   * @param issues what is wrong, by field.
   * @param reply the model's text, kept whole for whoever handles the error.
   */
  constructor(
    readonly signature: string,
    readonly issues: readonly { readonly path: string; readonly message: string }[],
    readonly reply: string,
  ) {
    super({
      problem: `The outputs of ${signature} break its rules.`,
      found: issues.map(({ path, message }) => `${path}: ${message}`).join('\n'),
      expected: 'outputs that keep the types and rules of the signature.',
    });
  }
}

/** A place in a module cannot be named. */
export class ModulePathError extends DspyError {
  static override readonly code: string = 'MODULE_PATH';

  /**
   * @param problem one sentence, the place first.
   * @param fix what to do.
   */
  constructor(problem: string, fix: string) {
    super({ problem, fix });
  }
}
