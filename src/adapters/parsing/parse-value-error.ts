import { DspyError } from '../../errors';
import { excerpt } from '../../util';
import type { ParseIssue } from './parse-issue';

/** A text does not hold the value that was asked for. */
export class ParseValueError extends DspyError {
  static override readonly code = 'PARSE_VALUE';

  /**
   * @param issue what is wrong, and where.
   * @param text the whole text; the message has its beginning.
   */
  constructor(
    readonly issue: ParseIssue,
    readonly text: string,
  ) {
    super({
      problem: 'The text does not hold the value that was asked for.',
      found: `${issue.path}: ${issue.found}\ntext: ${excerpt(text)}`,
      expected: `${issue.path} to be ${issue.expected}.`,
    });
  }
}
