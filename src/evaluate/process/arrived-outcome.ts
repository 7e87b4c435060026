import { Prediction, type TraceStep } from '../../primitives';
import type { UnitOutcome } from '../runner';
import { toOutcome, type RecordedOutcome, type TraceRecord } from '../store/evaluation-record';

/** The outcome as if the unit had been performed here. */
export function arrivedOutcome(recorded: RecordedOutcome): UnitOutcome {
  const trace = recorded.trace?.map(stepOf);
  return trace === undefined ? toOutcome(recorded) : { ...toOutcome(recorded), trace };
}

function stepOf({ path, inputs, outputs, isComplete }: TraceRecord): TraceStep {
  return { path, predictor: {}, inputs, prediction: Prediction.from(outputs), isComplete };
}
