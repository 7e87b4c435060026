export { Completions } from './completions';
export { Example, type ExampleFactory, type ExampleMembers } from './example';
export {
  Prediction,
  predictionOf,
  type PredictionFactory,
  type PredictionMembers,
  type PredictionParts,
} from './prediction';
export { ExampleFieldError, ExampleInputsError } from './primitives-errors';
export { repairOf, type Repair, type RepairKind } from './repair';
export { sameValue } from './same-value';
export { currentTrace, Trace, withTrace, type TraceStep } from './trace';
