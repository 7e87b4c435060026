import { DspyError } from '../errors';
import type { Correction } from '../primitives';

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

/** What led to outputs that break the rules. */
export interface OutputCheckAttempts {
  /** The model's last text, kept whole for whoever handles the error. */
  readonly reply: string;
  /** How many times the model was asked. */
  readonly attempts: number;
  /** The turns in which the model was told what was wrong. */
  readonly corrections: readonly Correction[];
}

/** The model's outputs are well formed but break the signature's types or rules. */
export class OutputCheckError extends DspyError {
  static override readonly code: string = 'OUTPUT_CHECK';
  override readonly retryable = true;

  /** The model's last text. */
  readonly reply: string;
  /** How many times the model was asked. */
  readonly attempts: number;
  /** The turns in which the model was told what was wrong. */
  readonly corrections: readonly Correction[];

  /**
   * @param signature its name.
   * @param issues what is wrong, by field.
   * @param attempts what led to it.
   */
  constructor(
    readonly signature: string,
    readonly issues: readonly { readonly path: string; readonly message: string }[],
    { reply, attempts, corrections }: OutputCheckAttempts,
  ) {
    super({
      problem: `The outputs of ${signature} break its rules.`,
      found: issues.map(({ path, message }) => `${path}: ${message}`).join('\n'),
      expected: 'outputs that keep the types and rules of the signature.',
    });
    this.reply = reply;
    this.attempts = attempts;
    this.corrections = corrections;
  }

  /** The error as JSON, with its message: an error's own message is otherwise lost there. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, signature, issues, reply, attempts } = this;
    return { name, code, message, signature, issues, reply, attempts };
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
