import { DspyError } from '../../errors';

/** A module was asked several times and failed every time. */
export class NoAttemptSucceededError extends DspyError {
  static override readonly code = 'NO_ATTEMPT_SUCCEEDED';
  override readonly retryable = true;

  /**
   * @param attempts how many there were.
   * @param cause the error of the last.
   */
  constructor(
    readonly attempts: number,
    cause: unknown,
  ) {
    super({ problem: `None of ${attempts} attempts gave an answer.`, cause });
  }
}
