import { DspyError, type ErrorParts } from '../errors';

/** What is known about a failed call of a retriever, beyond the words. Never a secret. */
export interface RetrieverErrorFacts {
  /** The HTTP status, if a server answered with one. */
  readonly status?: number;
  /** The server's own code of the error. */
  readonly serverCode?: string;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Whether the same call may succeed later. */
  readonly retryable?: boolean;
}

/** A retriever could not do what it was asked. */
export class RetrieverError extends DspyError {
  static override readonly code: string = 'RETRIEVER';

  override readonly retryable: boolean;
  readonly status?: number;
  readonly serverCode?: string;
  readonly retryAfterMs?: number;

  /**
   * @param parts what to print. No secrets: what a server says is to be cleaned before.
   * @param facts what programs may go by.
   */
  constructor(parts: ErrorParts, facts: RetrieverErrorFacts = {}) {
    super(parts);
    const { retryable = false, ...known } = facts;
    Object.assign(this, known);
    this.retryable = retryable;
  }
}

/** A call of a retriever took too long. */
export class RetrieverTimeoutError extends RetrieverError {
  static override readonly code = 'RETRIEVER_TIMEOUT';

  /**
   * @param retriever its name.
   * @param timeout the limit in milliseconds.
   * @param option where the limit came from.
   */
  constructor(retriever: string, timeout: number, option: 'timeout' | 'totalTimeout') {
    super(
      { problem: `${retriever} did not answer within ${timeout} ms.`, fix: `raise its option ${option}.` },
      { retryable: option === 'timeout' },
    );
  }
}

/** A filter asks for something that a backend has no way to do. */
export class UnsupportedFilterError extends RetrieverError {
  static override readonly code = 'RETRIEVER_FILTER';

  /**
   * @param retriever its name.
   * @param found the part of the filter.
   * @param expected what it can do instead.
   */
  constructor(retriever: string, found: string, expected: string) {
    super({ problem: `${retriever} cannot carry out a part of the filter.`, found, expected });
  }
}
