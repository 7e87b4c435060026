import { currentLM } from '../../lm';
import type { Module } from '../../modules';
import { settingsFor } from '../bootstrap/bootstrap-options';
import { CandidateSpace } from '../candidate/candidate-space';
import type { TrainingExample } from '../check-options';
import { changesOf, createDemoSets, type DemoSet } from '../demos/demo-sets';
import type { CompileRun } from '../job/compile-run';
import { proposeInstructions } from '../propose/propose-instructions';
import { Contest } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import { setsOf } from '../split-trainset';
import { Combinations } from './combinations';
import type { MiproPlan } from './mipro-options';
import { searchCombinations } from './search-combinations';

/** The share of the trainset that combinations are chosen by, where no valset is given. */
const HELD_BACK = 0.8;
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
  const instructions = await instructionsOf(run, { trainset, demoSets: sets, plan });
  const demoSets = plan.zeroShot ? [] : withoutOwn(space, sets);
  const combinations = new Combinations(space, { instructions, demoSets });
  const contest = new Contest(run, space, valset);
  const isMinibatch = plan.minibatch ?? valset.length > FEW;
  await searchCombinations(contest, combinations, {
    trials: plan.trialsFor(space.paths.length),
    batch: isMinibatch ? Math.min(plan.minibatchSize, valset.length) : valset.length,
    fullEvalSteps: plan.minibatchFullEvalSteps,
    first: combinations.withDemosAlone(2),
  });
  return run.best?.program ?? run.student.deepCopy();
}

function limitedSets(run: CompileRun<Module>, { seed, mostValidation }: MiproPlan) {
  const sets = setsOf(run, seed, HELD_BACK);
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

async function instructionsOf(
  run: CompileRun<Module>,
  {
    trainset,
    demoSets,
    plan,
  }: {
    readonly trainset: readonly TrainingExample[];
    readonly demoSets: readonly DemoSet[];
    readonly plan: MiproPlan;
  },
): Promise<Readonly<Record<string, readonly string[]>>> {
  const count = plan.instructions - 1;
  if (count === 0) return {};
  const { promptModel, initTemperature: temperature, seed } = plan;
  const proposer = proposerOf(run, { promptModel, temperature, seed });
  const { byPath, failures } = await proposeInstructions(proposer, {
    student: run.student,
    trainset,
    demoSets,
    count,
    programAware: plan.programAware,
    dataAware: plan.dataAware,
    tipAware: plan.tipAware,
    fewshotAware: plan.fewshotAware,
    viewDataBatchSize: plan.viewDataBatchSize,
  });
  const answered = !plan.zeroShot || Object.values(byPath).some((proposals) => proposals.length > 0);
  reportFailures(run, 'MIPROv2', { failures, answered });
  return byPath;
}

/** The sets that differ from what the student has. */
function withoutOwn(space: CandidateSpace, sets: readonly DemoSet[]): DemoSet[] {
  return sets.filter(
    (set) => space.create(changesOf(set), { origin: 'demonstrations' }).id !== space.root.id,
  );
}
