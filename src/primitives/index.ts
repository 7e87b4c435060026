export { Completions } from './completions';
export { Example, type ExampleFactory, type ExampleMembers } from './example';
export {
  Prediction,
  predictionOf,
  reportOf,
  type PredictionFactory,
  type PredictionMembers,
  type PredictionParts,
  type ReportMembers,
} from './prediction';
export type { Correction, CorrectionIssue, Fallback, PredictionReport } from './prediction-report';
export { ExampleFieldError, ExampleInputsError } from './primitives-errors';
export type { FieldRecord } from './fields';
export { repairOf, type Repair, type RepairKind } from './repair';
export { sameValue } from './same-value';
export { currentTrace, Trace, withTrace, type TraceStep } from './trace';
