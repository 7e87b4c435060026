export { asPrediction } from './as-prediction';
export { compareResults, type PairedComparison } from './compare-results';
export { Evaluate, type EvaluateCallOptions, type EvaluateOptions } from './evaluate';
export { ExampleTimeoutError, MetricError, TaskModuleError, UnnamedProgramError } from './evaluate-errors';
export { EvaluationResult } from './evaluation-result';
export type { EvaluationRow } from './evaluation-row';
export type {
  ErrorCounts,
  EvaluationData,
  EvaluationRun,
  EvaluationSummary,
  StopReason,
} from './evaluation-summary';
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
export { normalizeText } from './metrics/normalize-text';
export { EM, F1 } from './metrics/text-scores';
export { normalizeMetric, type NormalizedMetric } from './normalize-metric';
export type { UnitTerms } from './unit-terms';
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
  isRecord,
  toOutcome,
  toRecord,
  type EvaluationKey,
  type EvaluationRecord,
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
