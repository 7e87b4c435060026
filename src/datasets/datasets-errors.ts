import { DspyError } from '../errors';
import { excerpt } from '../util';

/** A line of a data file cannot be read as an example. */
export class DatasetLineError extends DspyError {
  static override readonly code = 'DATASET_LINE';

  /**
   * @param file the file, as the caller named it.
   * @param line its number in the file, from 1.
   * @param reason what is wrong with it, as a clause.
   * @param text the line itself; an excerpt is shown.
   */
  constructor(
    readonly file: string,
    readonly line: number,
    reason: string,
    text: string,
  ) {
    super({
      problem: `${file}:${line} ${reason}.`,
      found: excerpt(text),
      expected: 'one JSON object a line, in UTF-8.',
      fix: `correct or remove line ${line}.`,
    });
  }
}
