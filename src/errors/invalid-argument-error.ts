import { DspyError } from './dspy-error';

/** An argument or option has a value that the call cannot work with. */
export class InvalidArgumentError extends DspyError {
  static override readonly code: string = 'INVALID_ARGUMENT';

  /**
   * @param where the call and the argument, such as `new Evaluate({ concurrency })`.
   * @param advice what was found (no secrets, short), what was expected, what to do.
   */
  constructor(
    where: string,
    advice: { readonly found?: string; readonly expected: string; readonly fix?: string },
  ) {
    super({ problem: `${where} cannot use the value it was given.`, ...advice });
  }
}
