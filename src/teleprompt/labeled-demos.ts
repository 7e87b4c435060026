import type { AnyPredict, Demo } from '../modules';
import type { TrainingExample } from './check-options';

/** The examples that say something to a predictor: an input and an output of its own. As frozen records. */
export function labeledDemos(predictor: AnyPredict, examples: readonly TrainingExample[]): Demo[] {
  const { inputFields, outputFields } = predictor.signature;
  const holds = (example: TrainingExample, fields: readonly { readonly name: string }[]): boolean =>
    fields.some(({ name }) => example.has(name));
  return examples
    .filter((example) => holds(example, inputFields) && holds(example, outputFields))
    .map((example) => example.toJSON());
}
