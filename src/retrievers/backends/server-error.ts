import { redactedCause, type Redact } from '../../lm';
import { excerpt, messageOf } from '../../util';
import { RetrieverError, type RetrieverErrorFacts } from '../retriever-errors';

/** What a backend knows of an error of its client. */
export interface ServerErrorFacts extends RetrieverErrorFacts {
  /** What the server said; what the error says where it is left out. */
  readonly message?: string | undefined;
  /** What to do. */
  readonly fix?: string | undefined;
}

/** Who failed, and what must not be shown. */
export interface ServerErrorContext {
  readonly name: string;
  readonly redact: Redact;
}

/** Node's and undici's codes of connections that were not made or did not hold. */
const BROKEN_CONNECTION = /^(?:E(?:CONN|PIPE|HOST|NET|AI_AGAIN|NOTFOUND|TIMEDOUT|PROTO)|UND_ERR_)/;

/** Statuses that may be another one next time. */
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/**
 * The error for what the client of a server threw. A status, a code, or what the backend knows decides whether it is worth
 * another attempt.
 */
export function serverError(
  error: unknown,
  { name, redact }: ServerErrorContext,
  { message, fix, ...facts }: ServerErrorFacts = {},
): RetrieverError {
  const broken = brokenConnection(error);
  const { status, retryable = status === undefined ? broken !== undefined : PASSING.includes(status) } =
    facts;
  const found = excerpt(redact(message ?? broken ?? messageOf(error)));
  const cause = redactedCause(error, redact);
  const problem = problemOf(name, status, broken);
  return new RetrieverError(
    { problem, found, ...optional('fix', fix ?? fixFor(status, broken)), ...optional('cause', cause) },
    { ...facts, retryable },
  );
}

function problemOf(name: string, status: number | undefined, broken: string | undefined): string {
  if (status !== undefined) return `${name} answered with status ${status}.`;
  return broken === undefined ? `${name} failed.` : `The connection to ${name} failed or broke.`;
}

function fixFor(status: number | undefined, broken: string | undefined): string | undefined {
  if (status === 401 || status === 403) return 'check the key and what it may do.';
  if (status === undefined && broken !== undefined)
    return 'check that the server runs and can be reached, and its address.';
  return undefined;
}

/** What the cause says that is a broken connection, such as `connect ECONNREFUSED 127.0.0.1:6333`. */
function brokenConnection(error: unknown, depth = 5): string | undefined {
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string' && BROKEN_CONNECTION.test(code)) return messageOf(error) || code;
  const inner = brokenConnection(cause ?? errors?.[0], depth - 1);
  // What fetch throws where there was no answer; the cause of another realm's error has lost its code.
  const isFetchError = messageOf(error) === 'fetch failed' && cause !== undefined && code === undefined;
  return inner ?? (isFetchError ? messageOf(cause) : undefined);
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
}
