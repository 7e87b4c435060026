import { Prediction, predictionOf } from '../primitives';
import { isPlainObject } from '../util';

/** What a `forward` gave, as a prediction; a plain object counts as its outputs, anything else is the output `result`. */
export function asPrediction(answer: unknown): Prediction {
  return predictionOf(answer) ?? Prediction.from(isPlainObject(answer) ? answer : { result: answer });
}
