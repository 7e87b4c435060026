import { DspyError, type ErrorParts } from '../errors';
import { shorten } from '../util';

/** How much of what Python printed stands in a message, in characters. */
const SHOWN = 1_500;

/** Something went wrong on the Python side of a {@link PythonProcess}. The family of its errors. */
export abstract class PythonError extends DspyError {
  static override readonly code: string = 'PYTHON';

  /** The last that Python printed, on both its streams; secrets of its environment are struck out. */
  readonly output: string;

  /**
   * @param parts what to print.
   * @param output what Python printed.
   * @param shown what of it stands in the message.
   */
  constructor({ found, ...parts }: ErrorParts, output = '', shown = output) {
    super({ ...parts, found: foundWith(found, shown) });
    this.output = output;
  }
}

function foundWith(found: string | undefined, output: string): string | undefined {
  const said = output.trim();
  if (said === '') return found;
  return [...(found === undefined ? [] : [found]), `Python printed:\n${shorten(said, SHOWN)}`].join('\n');
}
