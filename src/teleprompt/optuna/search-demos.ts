import type { Demo, Module } from '../../modules';
import { settingsFor, type BootstrapPlan } from '../bootstrap/bootstrap-options';
import { teacherFor } from '../bootstrap/bootstrap-program';
import { CandidateSpace } from '../candidate/candidate-space';
import type { TrainingExample } from '../check-options';
import { DemoPool } from '../demos/demo-pool';
import type { CompileRun } from '../job/compile-run';
import { labeledDemos } from '../labeled-demos';
import { searchCombinations } from '../mipro-v2/search-combinations';
import { Contest } from '../search-run/contest';
import { setsOf } from '../split-trainset';
import type { OptunaPlan } from './optuna-options';
import { DemoSlots } from './demo-slots';

/** So many demonstrations for each place are there to choose from. */
export const POOL = 4;

/** What {@link BootstrapFewShotWithOptuna} does in a run. */
export async function searchDemos<Student extends Module>(
  run: CompileRun<Student>,
  { bootstrap, trials }: OptunaPlan,
): Promise<Student> {
  const { trainset, valset } = setsOf(run, bootstrap.seed);
  const space = new CandidateSpace(run.student);
  const pools = await poolsOf(run, trainset, bootstrap);
  const slots = Math.max(1, bootstrap.maxBootstrappedDemos);
  const contest = new Contest(run, space, valset);
  await searchCombinations(contest, new DemoSlots(space, pools, slots), {
    trials: trials,
    batch: valset.length,
    fullEvalSteps: 1,
  });
  return run.best?.program ?? run.student.deepCopy();
}

/** What each predictor may be shown: the teacher's calls first, then training examples as they are. */
async function poolsOf(
  run: CompileRun<Module>,
  trainset: readonly TrainingExample[],
  plan: BootstrapPlan,
): Promise<Readonly<Record<string, readonly Demo[]>>> {
  const { maxBootstrappedDemos, maxLabeledDemos, seed } = plan;
  const settings = settingsFor(plan, run);
  const pool = new DemoPool(teacherFor(run.student, run.teacher, trainset, settings), trainset, settings);
  const places = trainset.map((_, place) => place);
  const { byPath, used } =
    maxBootstrappedDemos === 0
      ? { byPath: new Map<string, readonly Demo[]>(), used: new Set<number>() }
      : await pool.collect(places, POOL * maxBootstrappedDemos);
  const unused = trainset.filter((_, place) => !used.has(place));
  return Object.fromEntries(
    run.student.namedPredictors().map(([path, predictor]) => {
      const random = run.random(`labelled ${path} ${seed}`);
      const labeled = random.sample(labeledDemos(predictor, unused), maxLabeledDemos);
      return [path, [...(byPath.get(path) ?? []), ...labeled]];
    }),
  );
}
