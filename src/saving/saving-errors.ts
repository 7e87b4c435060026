import { DspyError } from '../errors';

/** A file could not be written. What was there before is still there. */
export class FileWriteError extends DspyError {
  static override readonly code: string = 'SAVING_WRITE';

  /**
   * @param file where it should have gone.
   * @param cause what the file system said.
   */
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super({
      problem: `The file ${JSON.stringify(file)} could not be written; what it held before is untouched.`,
      fix: fixOf(cause, file),
      cause,
    });
  }
}

/** A file could not be read. */
export class FileReadError extends DspyError {
  static override readonly code: string = 'SAVING_READ';

  /**
   * @param file the file.
   * @param facts what the file system said, or what is wrong with the file.
   */
  constructor(
    readonly file: string,
    facts: { readonly cause?: unknown; readonly found?: string; readonly expected?: string },
  ) {
    super({ problem: `The file ${JSON.stringify(file)} could not be read.`, ...facts });
  }
}

/** A text is not JSON. */
export class JsonSyntaxError extends DspyError {
  static override readonly code: string = 'SAVING_JSON';

  /**
   * @param where the line and column, both from 1.
   * @param expected what could have stood there.
   * @param lineText the line, to show.
   */
  constructor(
    readonly where: { readonly line: number; readonly column: number },
    expected: string,
    lineText: string,
  ) {
    const { line, column } = where;
    const start = Math.max(0, column - 60);
    super({
      problem: `The text is not JSON: line ${line}, column ${column}.`,
      found: `${lineText.slice(start, column + 20)}\n${' '.repeat(column - 1 - start)}^`,
      expected: `${expected}.`,
    });
  }
}

function fixOf(cause: unknown, file: string): string | undefined {
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  if (code === 'ENOENT') return 'make the folder first.';
  if (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY') {
    return `close the program that holds ${JSON.stringify(file)} open, or allow writing to its folder.`;
  }
  return code === 'ENOSPC' ? 'make room on the disk.' : undefined;
}
