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
export { pythonEmbedder, type PythonEmbedderOptions } from './roles/python-embedder';
export { pythonMetric, type PythonMetricOptions } from './roles/python-metric';
export { PythonProgram, type PythonProgramOptions } from './roles/python-program';
export { pythonRetriever, type PythonRetrieverOptions } from './roles/python-retriever';
export { pythonTool, type PythonToolOptions } from './roles/python-tool';
export {
  PythonMissingError,
  PythonModuleError,
  PythonRestartsError,
  PythonStartTimeoutError,
  PythonSyntaxError,
  PythonVersionError,
} from './start-errors';
