import { DspyError } from '../../errors';

/** One thing in a saved state that is not as it must be. */
export interface StateIssue {
  /** Where, such as `route.signature.fields[0].prefix`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** A saved state does not fit the program, or is no saved state. Nothing was changed. */
export class StateError extends DspyError {
  static override readonly code: string = 'STATE_INVALID';

  /**
   * @param program the class of the module it should go into.
   * @param issues all that is wrong with it.
   * @param fix what to do.
   */
  constructor(
    program: string,
    readonly issues: readonly StateIssue[],
    fix?: string,
  ) {
    super({
      problem: `The saved state does not fit ${program}; nothing was changed.`,
      found: listOf(issues.map(({ path, expected, found }) => `${path}: ${found}, expected ${expected}`)),
      fix,
    });
  }
}

/** A state was saved with other fields than the program has now. Nothing was changed. */
export class SignatureDriftError extends DspyError {
  static override readonly code: string = 'STATE_DRIFT';

  /**
   * @param program the class of the module it should go into.
   * @param diff line by line: `-` saved, `+` in the program.
   */
  constructor(
    program: string,
    readonly diff: string,
  ) {
    super({
      problem: `The state was saved with other fields than ${program} has; nothing was changed.`,
      found: diff,
      expected: 'the same fields ("-" was saved, "+" is in the program).',
      fix: "compile the program anew, or load with { drift: 'accept' } to keep what still fits.",
    });
  }
}

/** A state was written by a later version of the library. */
export class StateVersionError extends DspyError {
  static override readonly code: string = 'STATE_VERSION';

  /**
   * @param version the version in the file.
   * @param known the latest that can be read.
   */
  constructor(
    readonly version: number,
    known: number,
  ) {
    super({
      problem: `The state has version ${version}, written by a later release of dspex.`,
      expected: `at most version ${known}.`,
      fix: 'update dspex.',
    });
  }
}

const SHOWN = 12;

function listOf(lines: readonly string[]): string {
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more`].join('\n') : lines.join('\n');
}
