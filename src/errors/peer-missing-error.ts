import { DspyError } from './dspy-error';

/** An optional package is not installed. */
export class PeerMissingError extends DspyError {
  static override readonly code = 'PEER_MISSING';

  /**
   * @param what what needs the package.
   * @param peer the package's name.
   * @param cause why it could not be loaded.
   */
  constructor(
    what: string,
    readonly peer: string,
    cause?: unknown,
  ) {
    super({
      problem: `${what} needs the package ${peer}, which is not installed.`,
      fix: `npm install ${peer}`,
      cause,
    });
  }
}
