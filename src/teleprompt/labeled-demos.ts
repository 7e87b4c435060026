import type { AnyPredict, Demo, Module } from '../modules';
import { seededRandom } from '../util';
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

/** A copy of the student whose predictors show training examples as they are, at most `k` each: drawn, or the first ones. */
export function labeledProgram<Student extends Module>(
  student: Student,
  trainset: readonly TrainingExample[],
  {
    k,
    seed,
    sample = true,
  }: { readonly k: number; readonly seed: number | string; readonly sample?: boolean },
): Student {
  const program = student.resetCopy();
  for (const [path, predictor] of program.namedPredictors()) {
    const demos = labeledDemos(predictor, trainset);
    predictor.demos = sample ? seededRandom(seed).fork(path).sample(demos, k) : demos.slice(0, k);
  }
  return program;
}
