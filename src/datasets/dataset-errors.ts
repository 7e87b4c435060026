import { DspyError } from '../errors';
import { excerpt } from '../util';

/** Where in a data source something is. */
export interface RowPlace {
  /** The file or address, as the caller named it. */
  readonly source: string;
  /** The line in the file, from 1, for formats that have lines. */
  readonly line?: number;
  /** The row, from 1, for formats that have none. */
  readonly row?: number;
  /** The column or field. */
  readonly column?: string;
}

/** What is wrong with a row. */
export interface RowFault {
  /** A clause that follows the place, such as `is not JSON`. */
  readonly reason: string;
  /** The text at fault; an excerpt is shown. */
  readonly found?: string;
  /** What should stand there. */
  readonly expected?: string;
  /** What to do; by default: correct or remove the row. */
  readonly fix?: string;
}

/** A row of a data source cannot be read as an example. */
export class DatasetRowError extends DspyError {
  static override readonly code = 'DATASET_ROW';

  /**
   * @param place where the row is.
   * @param fault what is wrong with it.
   */
  constructor(
    readonly place: RowPlace,
    fault: RowFault,
  ) {
    const { line, row, column } = place;
    const unit = line === undefined ? `row ${row}` : `line ${line}`;
    const where = line === undefined ? `${place.source}, row ${row}` : `${place.source}:${line}`;
    super({
      problem: `${where}${column === undefined ? '' : `, column ${JSON.stringify(column)},`} ${fault.reason}.`,
      found: fault.found === undefined ? undefined : excerpt(fault.found),
      expected: fault.expected,
      fix: fault.fix ?? `correct or remove ${unit}.`,
    });
  }
}

/** A data source as a whole is not what it is read as. */
export class DatasetFormatError extends DspyError {
  static override readonly code = 'DATASET_FORMAT';

  /**
   * @param source the file or address, as the caller named it.
   * @param facts what is wrong with it, and what to do.
   */
  constructor(
    readonly source: string,
    facts: {
      readonly reason: string;
      readonly found?: string;
      readonly expected?: string;
      readonly fix: string;
      readonly cause?: unknown;
    },
  ) {
    const { reason, found, ...rest } = facts;
    super({
      ...rest,
      problem: `${source} ${reason}.`,
      found: found === undefined ? undefined : excerpt(found),
    });
  }
}

/** A dataset made from an iterator was read a second time, when nothing is left in it. */
export class DatasetConsumedError extends DspyError {
  static override readonly code = 'DATASET_CONSUMED';

  constructor() {
    super({
      problem: 'This dataset was made from an iterator, which can be read once, and it was read before.',
      expected: 'a source that can begin again: an array, a file, or a function that gives a new iterator.',
      fix: 'write Dataset.from(() => rows()) instead of Dataset.from(rows()), or keep what toArray() gave.',
    });
  }
}

/** An address could not be read. */
export class DatasetFetchError extends DspyError {
  static override readonly code = 'DATASET_FETCH';

  override readonly retryable: boolean;
  /** The HTTP status, if there was an answer. */
  readonly status: number | undefined;
  /** How long the server asked to wait, in milliseconds, if it did. */
  readonly retryAfter: number | undefined;

  /**
   * @param source the address, without what may be secret in it.
   * @param facts what happened.
   */
  constructor(
    readonly source: string,
    facts: {
      readonly reason: string;
      readonly retryable: boolean;
      readonly status?: number;
      readonly retryAfter?: number;
      readonly found?: string;
      readonly fix?: string;
      readonly cause?: unknown;
    },
  ) {
    const { reason, found, fix, cause } = facts;
    super({
      problem: `${source} ${reason}.`,
      found: found === undefined || found === '' ? undefined : excerpt(found),
      fix,
      cause,
    });
    this.status = facts.status;
    this.retryable = facts.retryable;
    this.retryAfter = facts.retryAfter;
  }
}
