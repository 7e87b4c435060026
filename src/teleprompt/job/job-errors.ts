import { DspyError } from '../../errors';

/** Why a job ended before its optimizer was done. */
export type EndReason = 'budget' | 'cancelled' | 'stop-condition';

/**
 * Ends an optimizer's search; the job then hands back the best program so far. Optimizers let it pass.
 *
 * @internal
 */
export class CompileEndedError extends DspyError {
  static override readonly code = 'COMPILE_ENDED';

  /**
   * @param reason why.
   * @param detail the bound or condition.
   */
  constructor(
    readonly reason: EndReason,
    readonly detail: string,
  ) {
    super({ problem: `The compilation was ended (${reason}): ${detail}.` });
  }
}

/** A directory holds a job that was begun with something else. */
export class JobMismatchError extends DspyError {
  static override readonly code = 'COMPILE_JOB_MISMATCH';

  /**
   * @param directory the directory.
   * @param differences one line for each thing that changed.
   */
  constructor(
    directory: string,
    readonly differences: readonly string[],
  ) {
    super({
      problem: `The job in ${JSON.stringify(directory)} was begun with something else, so it cannot go on.`,
      found: differences.join('\n'),
      expected: 'the same program, data, metric and options as when it was begun.',
      fix: 'put back what changed; or give `fork: true` to begin a new job there, which keeps all evaluations that still hold; or name another directory.',
    });
  }
}

/** A directory's job runs in another process. */
export class JobLockedError extends DspyError {
  static override readonly code = 'COMPILE_JOB_LOCKED';

  /**
   * @param directory the directory.
   * @param holder the process that has it.
   */
  constructor(directory: string, holder: string) {
    super({
      problem: `The job in ${JSON.stringify(directory)} is running already.`,
      found: holder,
      fix: 'wait until it ends, end it, or name another directory.',
    });
  }
}
