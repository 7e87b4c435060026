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
  const { byPath, used } =
    settings.maxBootstrappedDemos === 0
      ? { byPath: new Map<string, readonly Demo[]>(), used: new Set<number>() }
      : await bootstrapDemos(teacherFor(student, teacher, trainset, settings), trainset, settings);
  const unused = trainset.filter((_, index) => !used.has(index));
  for (const [path, predictor] of program.namedPredictors()) {
    const bootstrapped = byPath.get(path)?.slice(0, settings.maxBootstrappedDemos) ?? [];
    const room = Math.max(0, settings.maxLabeledDemos - bootstrapped.length);
    const random = seededRandom(settings.seed).fork(path);
    predictor.demos = [...bootstrapped, ...random.sample(labeledDemos(predictor, unused), room)];
  }
  return program.freeze();
}

/** The teacher as it is, or, unless it is a compiled program, with labelled demonstrations to answer better by. */
function teacherFor(
  student: Module,
  given: Module | undefined,
  trainset: readonly TrainingExample[],
  settings: BootstrapSettings,
): Module {
  if (given !== undefined) assertSamePredictors(student, given);
  if (given?.isFrozen === true || settings.maxLabeledDemos === 0) return given ?? student;
  const teacher = (given ?? student).resetCopy();
  for (const [path, predictor] of teacher.namedPredictors()) {
    const random = seededRandom(settings.seed).fork(`teacher/${path}`);
    predictor.demos = random.sample(labeledDemos(predictor, trainset), settings.maxLabeledDemos);
  }
  return teacher;
}

function assertSamePredictors(student: Module, teacher: Module): void {
  const describe = (module: Module): string[] =>
    module.namedPredictors().map(([path, { signature }]) => `${path}: ${signature.toString()}`);
  const [ours, theirs] = [describe(student), describe(teacher)];
  if (ours.join('\n') !== theirs.join('\n')) throw new TeacherMismatchError(ours, theirs);
}
