import { LmError } from '../lm-error';

/** What was asked was never recorded; nothing was sent. */
export class RecordingMissingError extends LmError {
  static override readonly code: string = 'RECORDING_MISSING';
  static override readonly reachesProvider: boolean = false;

  /** @param difference where the likest recording differs from the request; undefined when there is none. */
  constructor(directory: string, difference: string | undefined) {
    super({
      problem: `There is no recording of this request in ${directory}.`,
      found: difference ?? 'no recording of this model at all.',
      fix: "record it with mode: 'replay-or-record', or find out why the request has changed.",
    });
  }
}
