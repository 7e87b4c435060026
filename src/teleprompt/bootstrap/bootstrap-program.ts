import type { Demo, Module } from '../../modules';
import { seededRandom } from '../../util';
import type { TrainingExample } from '../check-options';
import { TeacherMismatchError } from '../compile-errors';
import { labeledDemos } from '../labeled-demos';
import { bootstrapDemos } from './bootstrap-demos';
import type { BootstrapSettings } from './bootstrap-settings';

/** A copy of the student with bootstrapped demonstrations, topped up with labelled ones. */
export async function bootstrapProgram<Student extends Module>(
  student: Student,
  teacher: Module | undefined,
  trainset: readonly TrainingExample[],
  settings: BootstrapSettings,
): Promise<Student> {
  const program = student.resetCopy();
  const { byPath, everyExample } =
    settings.maxBootstrappedDemos === 0
      ? { byPath: new Map<string, readonly Demo[]>(), everyExample: new Map<number, unknown>() }
      : await bootstrapDemos(teacherFor(student, teacher, trainset, settings), trainset, settings);
  const unused = trainset.filter((_, index) => !everyExample.has(index));
  for (const [path, predictor] of program.namedPredictors()) {
    const bootstrapped = byPath.get(path)?.slice(0, settings.maxBootstrappedDemos) ?? [];
    const room = Math.max(0, settings.maxLabeledDemos - bootstrapped.length);
    const random = seededRandom(settings.seed).fork(path);
    predictor.demos = [...bootstrapped, ...random.sample(labeledDemos(predictor, unused), room)];
  }
  return program.freeze();
}

/** The teacher, unless it is a compiled program with labelled demonstrations to answer better by. A copy but for that. */
export function teacherFor(
  student: Module,
  given: Module | undefined,
  trainset: readonly TrainingExample[],
  settings: BootstrapSettings,
): Module {
  if (given !== undefined) assertSamePredictors(student, given);
  if (given?.isFrozen === true) return given;
  const teacher =
    settings.maxLabeledDemos === 0 ? (given ?? student).deepCopy() : (given ?? student).resetCopy();
  if (given === undefined && settings.teacherLm !== undefined) teacher.setLM(settings.teacherLm);
  if (settings.maxLabeledDemos === 0) return teacher;
  for (const [path, predictor] of teacher.namedPredictors()) {
    const random = seededRandom(settings.seed).fork(`teacher/${path}`);
    predictor.demos = random.sample(labeledDemos(predictor, trainset), settings.maxLabeledDemos);
  }
  return teacher;
}

/** @throws {@link TeacherMismatchError}. */
export function assertSamePredictors(student: Module, teacher: Module): void {
  const describe = (module: Module): string[] =>
    module.namedPredictors().map(([path, { signature }]) => `${path}: ${signature.toString()}`);
  const [ours, theirs] = [describe(student), describe(teacher)];
  if (ours.join('\n') !== theirs.join('\n')) throw new TeacherMismatchError(ours, theirs);
}
