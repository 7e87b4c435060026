import { InvalidArgumentError } from '../../errors';
import type { AnyPredict, Module } from '../../modules';
import type { SignatureDescription } from '../../signatures';
import { sameValue } from '../../primitives';
import type { Changes, PredictorChange } from './candidate';

/**
 * A copy of the student with changes made. The student stays as it is; frozen sub-modules and models are the student's.
 *
 * @throws {@link InvalidArgumentError} for a path at which the student has no predictor.
 */
export function applyChanges<Student extends Module>(student: Student, changes: Changes): Student {
  const program = student.deepCopy();
  const predictors = new Map(program.namedPredictors());
  for (const [path, change] of Object.entries(changes)) {
    const predictor = predictors.get(path);
    if (predictor === undefined) throw noPredictor(path, [...predictors.keys()]);
    applyChange(predictor, change);
  }
  return program;
}

function applyChange(predictor: AnyPredict, { instructions, demos, fields = {} }: PredictorChange): void {
  let { signature } = predictor;
  if (instructions !== undefined)
    signature = signature.withInstructions(instructions) as SignatureDescription;
  for (const [name, change] of Object.entries(fields)) {
    signature = signature.withUpdatedField(name, change) as SignatureDescription;
  }
  if (signature !== predictor.signature) predictor.signature = signature;
  if (demos !== undefined) predictor.demos = demos;
}

/** The changes that change something: what the student says already is left out. */
export function withoutVoid(student: Module, changes: Changes): Changes {
  const predictors = new Map(student.namedPredictors());
  const kept: [string, PredictorChange][] = [];
  for (const path of Object.keys(changes).sort()) {
    const predictor = predictors.get(path);
    if (predictor === undefined) throw noPredictor(path, [...predictors.keys()]);
    const change = effective(predictor, changes[path] ?? {});
    if (Object.keys(change).length > 0) kept.push([path, change]);
  }
  return Object.fromEntries(kept);
}

function effective(predictor: AnyPredict, change: PredictorChange): PredictorChange {
  const { signature, demos } = predictor;
  const fields = Object.entries(change.fields ?? {}).flatMap(([name, { desc, prefix }]) => {
    const field = signature.field(name);
    const said = {
      ...(desc === undefined || desc === field?.desc ? {} : { desc }),
      ...(prefix === undefined || prefix === field?.prefix ? {} : { prefix }),
    };
    return Object.keys(said).length === 0 ? [] : [[name, said] as const];
  });
  return {
    ...(change.instructions === undefined || change.instructions === signature.instructions
      ? {}
      : { instructions: change.instructions }),
    ...(change.demos === undefined || sameValue(change.demos, demos) ? {} : { demos: change.demos }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

function noPredictor(path: string, known: readonly string[]): InvalidArgumentError {
  return new InvalidArgumentError('The changes of a candidate', {
    found: `a change at ${path}`,
    expected: `one of the student's predictors: ${known.join(', ')}.`,
  });
}
