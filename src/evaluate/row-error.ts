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
  /** The error itself, in the process where it happened. */
  readonly cause?: unknown;
}

const NETWORK = /^(?:E(?:CONN|HOST|NET|PIPE|AI_|TIMEDOUT)|ENOTFOUND|UND_ERR|ERR_SOCKET|ERR_TLS)/;

/** Describes whatever was thrown. */
export function rowErrorOf(thrown: unknown): RowError {
  return {
    kind: kindOf(thrown),
    code: codeOf(thrown),
    message: excerpt(messageOf(thrown), 1_000),
    cause: thrown,
  };
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
