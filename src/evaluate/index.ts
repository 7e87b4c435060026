export { asPrediction } from './as-prediction';
export { compareResults, type PairedComparison } from './compare-results';
export type { Devset } from './devset';
export { Evaluate } from './evaluate';
export {
  ExampleTimeoutError,
  MetricError,
  ScoreGateError,
  TaskModuleError,
  UnnamedProgramError,
  type ScoreGateFacts,
} from './evaluate-errors';
export type { EvaluateCallOptions, EvaluateOptions } from './evaluate-options';
export { EvaluationResult, type ResultParts } from './evaluation-result';
export type { EvaluationRow } from './evaluation-row';
export type {
  ErrorCounts,
  EvaluationData,
  EvaluationRun,
  EvaluationSlice,
  EvaluationSummary,
  KeptRows,
  StopReason,
} from './evaluation-summary';
export type { JUnitOptions } from './export/junit-xml';
export type { PageOptions } from './export/result-page';
export type { GateOptions } from './gate';
export {
  CompleteAndGrounded,
  type CompleteAndGroundedInputs,
  type CompleteAndGroundedOptions,
} from './judges/complete-and-grounded';
export { Judge, type JudgedMetric, type JudgeOptions, type Verdict } from './judges/judge';
export { SemanticF1, type SemanticF1Inputs, type SemanticF1Options } from './judges/semantic-f1';
export type { SliceBy, SliceName } from './slices';
export { LocalRunner, type LocalRunnerOptions } from './local-runner';
export type { Metric, MetricResult, Score } from './metric';
export {
  answerExactMatch,
  answerPassageMatch,
  exactMatch,
  passageMatch,
  tokenF1,
  type FieldMetric,
} from './metrics/field-metrics';
export { normalizeText } from '../util';
export { EM, F1 } from './metrics/text-scores';
export { normalizeMetric, type NormalizedMetric } from './normalize-metric';
export type { UnitTerms } from './unit-terms';
export { arrivedOutcome } from './process/arrived-outcome';
export { loadTask, type LoadedTask } from './process/load-task';
export { exampleOf, performTravelled, type TravelledUnit } from './process/perform-travelled';
export { travellingModule, travellingParts } from './process/travelling';
export type { ProcessRunnerOptions } from './process/process-options';
export { ProcessRunner } from './process/process-runner';
export type { Program } from './program';
export { rowErrorOf, withoutCause, type ErrorKind, type RowError } from './row-error';
export { createProgressBar } from './progress-bar';
export type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from './runner';
export type { Interval } from './statistics/confidence-interval';
export type { LatencySummary } from './statistics/latency';
export { performUnit, type UnitSettings } from './perform-unit';
export { Slots } from './slots';
export {
  recordedOutcome,
  toOutcome,
  toRecord,
  type EvaluationKey,
  type EvaluationRecord,
  type RecordedOutcome,
  type TraceRecord,
} from './store/evaluation-record';
export { EvaluationStore } from './store/evaluation-store';
export {
  candidateId,
  exampleId,
  learnedText,
  lmIdentity,
  metricId,
  programParts,
  sourceHash,
  type Conditions,
} from './store/identity';
