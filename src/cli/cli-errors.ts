import { DspyError, type ErrorParts } from '../errors';

/** The command line itself is wrong; the process ends with 2. */
export class UsageError extends DspyError {
  static override readonly code: string = 'CLI_USAGE';

  /**
   * @param parts what is wrong and what to write instead.
   * @param command whose help to point at. @default that of all commands
   */
  constructor(
    parts: ErrorParts,
    readonly command?: string,
  ) {
    super(parts);
  }
}

/** Something that a command needs is not as it must be: a file, a module, a job. */
export class CommandError extends DspyError {
  static override readonly code: string = 'CLI_COMMAND';
}

/** A signal ended the command. */
export class InterruptedError extends DspyError {
  static override readonly code: string = 'CLI_INTERRUPTED';

  /**
   * @param signalName such as `SIGINT`.
   * @param exitCode what the process ends with.
   */
  constructor(
    signalName: string,
    readonly exitCode: number,
  ) {
    super({ problem: `Ended by ${signalName}.` });
  }
}
