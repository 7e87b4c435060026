import type { Redact } from '../../lm';
import { nearestOf } from '../../util';
import {
  PythonArgumentsError,
  PythonExceptionError,
  PythonFunctionError,
  PythonResultError,
} from '../call-errors';
import type { PythonError } from '../python-error';
import type { Failure } from './messages';

/** Which call failed. */
export interface CallSubject {
  readonly name: string;
  readonly module: string;
  readonly maxResultSize: number;
  readonly redact: Redact;
  /** What Python printed; redacted. */
  readonly output: string;
}

/** The error for what the helper says of a call that came to nothing. */
export function callFailure(failure: Failure, subject: CallSubject): PythonError {
  const { name, module, redact, output, maxResultSize } = subject;
  const message = redact(failure.message);
  switch (failure.kind) {
    case 'missing': {
      const { names = [], found } = failure;
      return new PythonFunctionError(name, { module, found, names, nearest: nearestOf(name, names) });
    }
    case 'arguments':
      return new PythonArgumentsError(name, message, failure.signature ?? '(…)');
    case 'result':
      return new PythonResultError(name, message);
    case 'too-large':
      return new PythonResultError(
        name,
        `${message} bytes of JSON, more than ${maxResultSize}`,
        'give less, in parts or as a file, or raise `maxResultSize`.',
      );
    case 'exception': {
      const { name: type = 'Exception', traceback = '' } = failure;
      return new PythonExceptionError(name, { type, message, traceback: redact(traceback) }, output);
    }
  }
}
