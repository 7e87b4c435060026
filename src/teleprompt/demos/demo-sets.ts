import type { Demo, Module } from '../../modules';
import { sameValue } from '../../primitives';
import type { SeededRandom } from '../../util';
import { teacherFor } from '../bootstrap/bootstrap-program';
import type { BootstrapSettings } from '../bootstrap/bootstrap-settings';
import type { Changes } from '../candidate/candidate';
import type { TrainingExample } from '../check-options';
import { labeledDemos } from '../labeled-demos';
import { DemoPool, type PooledDemos } from './demo-pool';

/** Demonstrations by path of the predictor. */
export type DemoSet = Readonly<Record<string, readonly Demo[]>>;

/** A set as what it changes about a program. */
export function changesOf(set: DemoSet): Changes {
  return Object.fromEntries(Object.entries(set).map(([path, demos]) => [path, { demos }]));
}

/** What demonstration sets are made of. */
export interface DemoSetTask {
  readonly student: Module;
  readonly teacher: Module | undefined;
  readonly trainset: readonly TrainingExample[];
  readonly settings: BootstrapSettings;
  /** How many sets; the first is empty. */
  readonly count: number;
  readonly random: SeededRandom;
}

/**
 * Sets of demonstrations to choose among: none, labelled ones, the first that the teacher gets right, and shuffled ones of
 * random size. Sets that turn out alike are kept once.
 *
 * @remarks `create_n_fewshot_demo_sets` of DSPy's MIPROv2; the teacher runs an example once for all sets.
 * @throws {@link TooManyErrorsError}; the signal's reason.
 */
export async function createDemoSets(task: DemoSetTask): Promise<readonly DemoSet[]> {
  const { student, teacher, trainset, settings, count, random } = task;
  const { maxBootstrappedDemos, maxLabeledDemos } = settings;
  const places = trainset.map((_, place) => place);
  const pool = new DemoPool(teacherFor(student, teacher, trainset, settings), trainset, settings);
  const sets: DemoSet[] = [emptySet(student)];
  const add = (set: DemoSet): void => {
    if (!sets.some((known) => isSame(known, set))) sets.push(set);
  };
  const nothing: PooledDemos = { byPath: new Map(), used: new Set() };
  if (count > 1 && maxLabeledDemos > 0) add(filled(task, nothing, random.fork('labeled')));
  for (let index = sets.length; index < count; index++) {
    const own = random.fork(`set-${index}`);
    const isFirst = index === (maxLabeledDemos > 0 ? 2 : 1);
    const most =
      maxBootstrappedDemos === 0 || isFirst ? maxBootstrappedDemos : 1 + own.integer(maxBootstrappedDemos);
    const order = isFirst ? places : own.shuffle(places);
    add(filled(task, most === 0 ? nothing : await pool.collect(order, most), own));
  }
  return sets;
}

/** Bootstrapped demonstrations, topped up with labelled ones. */
function filled(
  { student, trainset, settings }: DemoSetTask,
  demos: PooledDemos,
  random: SeededRandom,
): DemoSet {
  const unused = trainset.filter((_, place) => !demos.used.has(place));
  const entries = student.namedPredictors().map(([path, predictor]) => {
    const own = demos.byPath.get(path) ?? [];
    const room = Math.max(0, settings.maxLabeledDemos - own.length);
    return [path, [...own, ...random.fork(path).sample(labeledDemos(predictor, unused), room)]] as const;
  });
  return Object.fromEntries(entries);
}

function emptySet(student: Module): DemoSet {
  return Object.fromEntries(student.namedPredictors().map(([path]) => [path, []]));
}

function isSame(one: DemoSet, other: DemoSet): boolean {
  return Object.entries(one).every(([path, demos]) => {
    const theirs = other[path] ?? [];
    return demos.length === theirs.length && demos.every((demo, index) => readsAs(demo, theirs[index]));
  });
}

/** Whether two demonstrations are one in a prompt, which does not tell who made them. */
function readsAs({ augmented: _, ...demo }: Demo, { augmented: __, ...other }: Demo = {}): boolean {
  return sameValue(demo, other);
}
