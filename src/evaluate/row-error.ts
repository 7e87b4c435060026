import { AdapterParseError } from '../adapters';
import { DspyError } from '../errors';
import { LmError } from '../lm';
import { excerpt, isErrorLike, messageOf } from '../util';
import { ExampleTimeoutError, MetricError } from './evaluate-errors';

/**
 * What failed.
 *
 * - `program`: the program's own code threw.
 * - `format`: the model answered, but not in the form the signature asks for.
 * - `metric`: the metric threw or gave what is no score.
 * - `timeout`: the example took longer than `Evaluate` allows.
 * - `infrastructure`: the provider or the network failed; says nothing about the program.
 */
export type ErrorKind = 'program' | 'format' | 'metric' | 'timeout' | 'infrastructure';

/** Why a row has no answer or no score. */
export interface RowError {
  readonly kind: ErrorKind;
  /** The error's code, or its name when it has none. */
  readonly code: string;
  /** Its message, at most 1,000 characters. */
  readonly message: string;
  /** Of a format failure: the outputs that were missing or wrong in the reply that came nearest. */
  readonly unread?: readonly string[];
  /** The error itself, in the process where it happened. */
  readonly cause?: unknown;
}

/** The path of an issue with a reply as a whole. */
const WHOLE = 'value';

const NETWORK = /^(?:E(?:CONN|HOST|NET|PIPE|AI_|TIMEDOUT)|ENOTFOUND|UND_ERR|ERR_SOCKET|ERR_TLS)/;

/** Describes whatever was thrown. */
export function rowErrorOf(thrown: unknown): RowError {
  const nearest = nearestReply(thrown);
  return {
    kind: kindOf(thrown),
    code: codeOf(thrown),
    message: excerpt(messageOf(nearest?.error ?? thrown), 1_000),
    ...(nearest === undefined ? {} : { unread: nearest.unread }),
    cause: thrown,
  };
}

/**
 * Where a reply was read in several ways, the failure that says most: of a reply that holds some of the outputs, one that names
 * the others. The last way is often one by which nothing of it could be read.
 */
function nearestReply(
  thrown: unknown,
): { readonly error: AdapterParseError; readonly unread: readonly string[] } | undefined {
  for (let error = thrown; error instanceof AdapterParseError; error = error.cause) {
    const unread = [...new Set(error.issues.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path))];
    if (unread.length > 0 && !unread.includes(WHOLE)) return { error, unread };
  }
  return undefined;
}

/** An error as data that can be written down. */
export function withoutCause({ cause: _, ...error }: RowError): Omit<RowError, 'cause'> {
  return error;
}

function kindOf(thrown: unknown): ErrorKind {
  if (thrown instanceof MetricError) return 'metric';
  if (thrown instanceof ExampleTimeoutError) return 'timeout';
  if (thrown instanceof LmError) return 'infrastructure';
  if (DspyError.isInstance(thrown)) return thrown.code.startsWith('ADAPTER_') ? 'format' : 'program';
  return isNetworkFault(thrown) ? 'infrastructure' : 'program';
}

function isNetworkFault(thrown: unknown): boolean {
  if (!isErrorLike(thrown)) return false;
  if ('code' in thrown && typeof thrown.code === 'string' && NETWORK.test(thrown.code)) return true;
  return thrown.cause !== undefined && thrown.cause !== thrown && isNetworkFault(thrown.cause);
}

function codeOf(thrown: unknown): string {
  if (!isErrorLike(thrown)) return typeof thrown;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
}
