/** Python beside Node, `dspex/python`. */
export {
  PythonArgumentsError,
  PythonClosedError,
  PythonCrashError,
  PythonExceptionError,
  PythonFunctionError,
  PythonResultError,
  PythonTimeoutError,
  type PythonFault,
} from './call-errors';
export type { PythonProcessOptions, PythonRestartOptions } from './process-options';
export { PythonError } from './python-error';
export {
  PythonProcess,
  type PythonArguments,
  type PythonCallOptions,
  type PythonDescription,
  type PythonInfo,
} from './python-process';
export {
  PythonMissingError,
  PythonModuleError,
  PythonRestartsError,
  PythonStartTimeoutError,
  PythonSyntaxError,
  PythonVersionError,
} from './start-errors';
