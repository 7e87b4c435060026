import { DspyError } from '../errors';

/** Too many training examples failed for anything to be learned. */
export class TooManyErrorsError extends DspyError {
  static override readonly code = 'COMPILE_TOO_MANY_ERRORS';

  /**
   * @param teleprompter which one gave up.
   * @param errors how many examples failed.
   * @param last what the last of them threw.
   * @param best the best program until then.
   */
  constructor(
    private readonly teleprompter: string,
    readonly errors: number,
    last: unknown,
    /** The best program until then; undefined where there was none. With a `directory`, the job goes on when the cause is mended. */
    readonly best?: object,
  ) {
    super({
      problem: `${teleprompter} gave up after ${errors} examples failed.`,
      fix: 'mend the cause, or raise maxErrors.',
      cause: last,
    });
  }

  /** The same error with the best program until then. */
  withBest(best: object): TooManyErrorsError {
    return new TooManyErrorsError(this.teleprompter, this.errors, this.cause, best);
  }
}

/** Student and teacher do not have the same predictors. */
export class TeacherMismatchError extends DspyError {
  static override readonly code = 'COMPILE_TEACHER_MISMATCH';

  /**
   * @param student the student's predictors, as `path: signature`.
   * @param teacher the teacher's.
   */
  constructor(student: readonly string[], teacher: readonly string[]) {
    super({
      problem: 'The teacher does not have the same predictors as the student.',
      found: `student: ${student.join('; ')}\nteacher: ${teacher.join('; ')}`,
      expected: 'the same paths, with the same fields.',
      fix: 'make the teacher of the same class, or of a copy of the student.',
    });
  }
}

/** The model that proposes gave nothing that could be used, however often it was asked. */
export class ProposerFailedError extends DspyError {
  static override readonly code = 'COMPILE_PROPOSER_FAILED';

  /**
   * @param optimizer which one asked.
   * @param failures how many questions brought nothing.
   * @param problem what became of the first.
   * @param best the best program until then.
   */
  constructor(
    private readonly optimizer: string,
    readonly failures: number,
    private readonly problem: string,
    /** The best program until then; undefined where nothing was scored. */
    readonly best?: object,
  ) {
    super({
      problem: `${optimizer} asked its prompt model ${failures} times and got no proposal.`,
      found: problem,
      expected: 'a model that answers, with outputs that can be read.',
      fix: 'mend the cause, or give another model as the prompt model (`promptModel`; `reflectionLm` of GEPA).',
    });
  }

  /** The same error with the best program until then. */
  withBest(best: object): ProposerFailedError {
    return new ProposerFailedError(this.optimizer, this.failures, this.problem, best);
  }
}
