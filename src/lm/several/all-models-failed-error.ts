import { messageOf } from '../../util';
import { LmError } from '../lm-error';

/** None of the models of a `fallback` answered. */
export class AllModelsFailedError extends LmError {
  static override readonly code: string = 'LM_ALL_MODELS_FAILED';

  /** What each of them failed by, in the order they were asked. */
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super(
      {
        problem: `None of ${errors.length} models answered.`,
        found: errors.map((error) => messageOf(error).split('\n', 1)[0]).join('\n'),
        cause: errors.at(-1),
      },
      { retryable: errors.some((error) => error instanceof LmError && error.retryable) },
    );
    this.errors = Object.freeze([...errors]);
  }
}
