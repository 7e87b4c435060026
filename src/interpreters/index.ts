export type {
  ExecuteOptions,
  ExecutionResult,
  HostCall,
  HostFunction,
  Interpreter,
  InterpreterFactory,
  InterpreterOptions,
} from './interpreter';
export {
  CodeError,
  CodeMemoryError,
  CodeStackError,
  CodeTimeoutError,
  InterpreterCrashError,
  InterpreterError,
  type CodeFault,
} from './interpreter-errors';
export { InterpreterPool, type InterpreterPoolOptions } from './interpreter-pool';
export { JavaScriptInterpreter } from './javascript/javascript-interpreter';
export { PythonInterpreter } from './python/python-interpreter';
