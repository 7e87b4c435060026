export { autoCompiler, type AutoCompileOptions, type AutoCompiler } from './auto-compiler';
export type { AnyPredict, Demo, RenderOptions } from './any-predict';
export type { BatchOptions, BatchProgress } from './batch';
export { assertAdapter, assertCorrections, assertModel, type CallOptions } from './call-options';
export { BestOfN, type BestOfNOptions, type InputsOfModule, type ResultOfModule } from './best-of-n';
export { currentCallScope, type CallScope } from './call-scope';
export { ChainOfThought, type ReasonedPredictionOf } from './chain-of-thought';
export { majority, type MajorityOptions } from './majority';
export { Module, type ModuleConstructor, type ModuleDecorator } from './module';
export {
  CallTimeoutError,
  ModulePathError,
  ModuleUsageError,
  OutputCheckError,
  type OutputCheckAttempts,
} from './modules-errors';
export type { BatchItem, Compiler, ForwardInputs, ForwardResult, ModuleBase } from './module-base';
export { KNN, type KNNOptions } from './nearest/knn';
export {
  NearestDemos,
  textOfInputs,
  type NearestDemosOptions,
  type NearestEntry,
} from './nearest/nearest-demos';
export { nearestOf, showNearest } from './nearest/show-nearest';
export {
  MultiChainComparison,
  type ComparedPredictionOf,
  type ComparisonInputs,
  type MultiChainComparisonOptions,
} from './multi-chain-comparison';
export {
  Parallel,
  TooManyFailuresError,
  type ParallelFailure,
  type ParallelOptions,
  type ParallelOutcome,
  type ParallelPair,
} from './parallel';
export { OWN_STATE, type OwnState } from './graph/own-state';
export { formatPath, parsePath, type PathStep } from './graph/path';
export { Predict, type PredictionOf, type PredictOptions } from './predict';
export { demoFromJson, demoToJson } from './state/demo-json';
export type { AttemptOptions, RewardFunction } from './reason/attempts';
export { NoAttemptSucceededError } from './reason/attempts-error';
export { Refine } from './refine';
export { Retrieve, type RetrieveInputs, type RetrieveModuleOptions, type RetrieveOutputs } from './retrieve';
export { toolFromRetriever, type RetrieverToolOptions } from './tool-from-retriever';
export type { ProgramState } from './state/dump-program';
export type { LoadOptions } from './state/load-options';
export { emitStatus } from './stream/emit-status';
export { ProgramStream } from './stream/program-stream';
export type { ProgramStreamEvent, StreamOrigin } from './stream/stream-event';
export { SignatureDriftError, StateError, StateVersionError, type StateIssue } from './state/state-errors';
