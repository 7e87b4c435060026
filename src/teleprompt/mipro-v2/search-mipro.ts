import { currentLM } from '../../lm';
import type { Module } from '../../modules';
import { settingsFor } from '../bootstrap/bootstrap-options';
import { CandidateSpace } from '../candidate/candidate-space';
import type { TrainingExample } from '../check-options';
import { changesOf, createDemoSets, type DemoSet } from '../demos/demo-sets';
import type { CompileRun } from '../job/compile-run';
import { Contest } from '../search-run/contest';
import { setsOf } from '../split-trainset';
import { Combinations } from './combinations';
import type { MiproPlan } from './mipro-options';
import { searchCombinations } from './search-combinations';
import { scoresByPath, Writing } from './writing';

/** The share of the trainset that combinations are chosen by, where no valset is given. */
export const MIPRO_HELD_BACK = 0.8;
/** Up to so many examples to choose by, trials look at all of them. */
const FEW = 50;

/** What {@link MIPROv2} does in a run. */
export function searchMipro<Student extends Module>(
  run: CompileRun<Student>,
  plan: MiproPlan,
): Promise<Student> {
  const { promptModel = currentLM.get(), taskModel } = plan;
  const body = (): Promise<Student> => search(run, { ...plan, promptModel });
  return taskModel === undefined ? body() : currentLM.run(taskModel, body);
}

async function search<Student extends Module>(run: CompileRun<Student>, plan: MiproPlan): Promise<Student> {
  const { trainset, valset } = limitedSets(run, plan);
  const space = new CandidateSpace(run.student);
  const sets = await demoSetsOf(run, trainset, plan);
  const demoSets = plan.zeroShot ? [] : withoutOwn(space, sets);
  const writing = new Writing(run, { trainset, demoSets: sets, plan });
  await writing.write();
  const contest = new Contest(run, space, valset);
  const combinations = (): Combinations<Student> =>
    new Combinations(space, { instructions: writing.instructions, fresh: writing.fresh, demoSets });
  const isMinibatch = plan.minibatch ?? valset.length > FEW;
  const start = combinations();
  await searchCombinations(contest, start, {
    trials: plan.trialsFor(space.paths.length),
    batch: isMinibatch ? Math.min(plan.minibatchSize, valset.length) : valset.length,
    fullEvalSteps: plan.minibatchFullEvalSteps,
    first: start.withDemosAlone(2),
    widen: async (tried) => {
      await writing.write(scoresByPath(contest, tried));
      return combinations();
    },
  });
  return run.best?.program ?? run.student.deepCopy();
}

function limitedSets(run: CompileRun<Module>, { seed, mostValidation }: MiproPlan) {
  const sets = setsOf(run, seed, MIPRO_HELD_BACK);
  if (sets.valset.length <= mostValidation) return sets;
  return { ...sets, valset: run.random('valset').sample(sets.valset, mostValidation) };
}

async function demoSetsOf(
  run: CompileRun<Module>,
  trainset: readonly TrainingExample[],
  { bootstrap, demoSets, zeroShot, fewshotAware }: MiproPlan,
): Promise<readonly DemoSet[]> {
  if (zeroShot && !fewshotAware) return [];
  return createDemoSets({
    student: run.student,
    teacher: run.teacher,
    trainset,
    settings: settingsFor(bootstrap, run),
    count: demoSets,
    random: run.random('demonstrations'),
  });
}

/** The sets that differ from what the student has. */
function withoutOwn(space: CandidateSpace, sets: readonly DemoSet[]): DemoSet[] {
  return sets.filter(
    (set) => space.create(changesOf(set), { origin: 'demonstrations' }).id !== space.root.id,
  );
}
