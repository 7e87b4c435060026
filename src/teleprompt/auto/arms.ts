import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import { teacherFor } from '../bootstrap/bootstrap-program';
import type { BootstrapSettings } from '../bootstrap/bootstrap-settings';
import type { TrainingExample } from '../check-options';
import { applyChanges } from '../candidate/apply-changes';
import { changesOf, createDemoSets } from '../demos/demo-sets';
import type { CompileRun } from '../job/compile-run';
import { labeledDemos, labeledProgram } from '../labeled-demos';
import { nearestProgram } from '../nearest/nearest-program';

/** What a candidate is a trial of. */
export type Family = 'student' | 'demonstrations' | 'instructions' | 'combination';

/** A candidate that enters the race. */
export interface Arm<Student extends Module> {
  readonly program: Student;
  readonly family: Family;
  /** How it was made, in a few words. */
  readonly origin: string;
}

/** What holds for all families. */
export interface ArmSettings {
  readonly seed: number;
  readonly promptModel: LanguageModel | undefined;
  readonly teacherLm: LanguageModel | undefined;
  readonly maxBootstrappedDemos: number;
  readonly maxLabeledDemos: number;
  readonly numInstructions: number;
}

/** What candidates are made of. */
export interface ArmTask<Student extends Module> {
  readonly run: CompileRun<Student>;
  readonly trainset: readonly TrainingExample[];
  readonly settings: ArmSettings;
}

/** More labelled demonstrations than this make prompts too long to be a default. */
const MANY_DEMOS = 48;

/** Bootstrapping gives up on a weak teacher after so many examples for each demonstration wanted. */
export const TRIES = 4;

/** Candidates that cost nothing to make: the student, no demonstrations, labelled ones, the nearest ones. */
export async function cheapArms<Student extends Module>(task: ArmTask<Student>): Promise<Arm<Student>[]> {
  const { run, trainset, settings } = task;
  const { student } = run;
  const arms: Arm<Student>[] = [{ program: student.deepCopy(), family: 'student', origin: 'the student' }];
  const hasLabels = student.predictors().some((predictor) => labeledDemos(predictor, trainset).length > 0);
  if (student.predictors().some(({ demos }) => demos.length > 0)) {
    arms.push({ program: student.resetCopy(), family: 'demonstrations', origin: 'no demonstrations' });
  }
  if (!hasLabels || settings.maxLabeledDemos === 0) return arms;
  const { maxLabeledDemos, seed } = settings;
  const counts = new Set([4, maxLabeledDemos, MANY_DEMOS].map((k) => Math.min(k, trainset.length)));
  for (const k of [...counts].sort((left, right) => left - right)) {
    arms.push({
      program: labeledProgram(student, trainset, { k, seed }),
      family: 'demonstrations',
      origin: `${k} labelled demonstrations`,
    });
  }
  for (const k of [4, maxLabeledDemos]) {
    if (k >= trainset.length) continue;
    const program = await nearestProgram(student, { trainset, k, signal: run.signal });
    arms.push({ program, family: 'demonstrations', origin: `the ${k} nearest labelled demonstrations` });
  }
  return arms;
}

/** Demonstrations out of a teacher's calls: the first that turn out well, and others drawn at random. */
export async function bootstrappedArms<Student extends Module>(
  task: ArmTask<Student>,
): Promise<Arm<Student>[]> {
  const { run, settings } = task;
  const { student, teacher, metric } = run;
  const { maxBootstrappedDemos, maxLabeledDemos, seed } = settings;
  if (maxBootstrappedDemos === 0) return [];
  const few = run.random('auto/bootstrap').sample(task.trainset, maxBootstrappedDemos * TRIES);
  const bootstrap: BootstrapSettings = {
    metric,
    metricThreshold: undefined,
    teacherLm: settings.teacherLm,
    maxBootstrappedDemos,
    maxLabeledDemos,
    maxRounds: 1,
    maxErrors: few.length,
    seed,
    concurrency: run.concurrency,
    signal: run.signal,
    onEvent: (event) => run.emit(event),
    remember: (name, body) => run.step(`bootstrap ${name}`, body),
  };
  const sets = await createDemoSets({
    student,
    teacher: teacher ?? teacherFor(student, undefined, few, bootstrap),
    trainset: few,
    settings: bootstrap,
    count: 4,
    random: run.random('auto/demo-sets'),
  });
  // The first two are none and labelled ones, which are in the race already.
  return sets
    .slice(maxLabeledDemos > 0 ? 2 : 1)
    .filter((set) => Object.values(set).some((demos) => demos.some(({ augmented }) => augmented === true)))
    .map((set, index) => ({
      program: applyChanges(student.resetCopy(), changesOf(set)),
      family: 'demonstrations' as const,
      origin: `bootstrapped demonstrations, set ${index + 1}`,
    }));
}
