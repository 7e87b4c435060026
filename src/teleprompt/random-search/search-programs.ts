import type { Module } from '../../modules';
import { seededRandom } from '../../util';
import { settingsFor, type BootstrapPlan } from '../bootstrap/bootstrap-options';
import { bootstrapProgram } from '../bootstrap/bootstrap-program';
import type { RandomSearchPlan } from './random-search-options';
import type { TrainingExample } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import { settledAll } from '../job/settled-all';
import { labeledProgram } from '../labeled-demos';
import { raceAll } from '../search-run/race-all';
import { setsOf } from '../split-trainset';

/** What {@link BootstrapFewShotWithRandomSearch} does in a run. */
export async function searchPrograms<Student extends Module>(
  run: CompileRun<Student>,
  plan: RandomSearchPlan,
): Promise<Student> {
  const sets = setsOf(run, plan.bootstrap.seed);
  const seeds = Array.from({ length: plan.count + 3 }, (_, place) => place - 3);
  const total = seeds.length;
  if (plan.stopAtScore === undefined) {
    const programs = await settledAll(
      seeds.map((seed) => candidate(seed, run, { trainset: sets.trainset, plan: plan.bootstrap })),
    );
    const evaluations = await raceAll(run, programs, { examples: sets.valset, racing: plan.racing });
    // Whatever replies first, they are considered in order.
    for (const [place, evaluation] of evaluations.entries()) {
      if (evaluation === undefined) continue;
      run.consider(programs[place] as Student, evaluation, {
        origin: originOf(seeds[place] as number),
        total,
      });
    }
  } else {
    for (const seed of seeds) {
      const program = await candidate(seed, run, { trainset: sets.trainset, plan: plan.bootstrap });
      const evaluation = await run.evaluate(program, sets.valset);
      run.consider(program, evaluation, { origin: originOf(seed), total });
      if (evaluation.result.score >= plan.stopAtScore) break;
    }
  }
  return run.best?.program ?? run.student.resetCopy();
}

async function candidate<Student extends Module>(
  seed: number,
  run: CompileRun<Student>,
  { trainset, plan }: { readonly trainset: readonly TrainingExample[]; readonly plan: BootstrapPlan },
): Promise<Student> {
  const { student, teacher } = run;
  if (seed === -3) return student.resetCopy();
  const { maxLabeledDemos, maxBootstrappedDemos } = plan;
  if (seed === -2) return labeledProgram(student, trainset, { k: maxLabeledDemos, seed: plan.seed });
  const random = seededRandom(plan.seed).fork(seed);
  const settings = settingsFor(plan, run, originOf(seed));
  if (seed === -1) return bootstrapProgram(student, teacher, trainset, settings);
  return bootstrapProgram(student, teacher, random.shuffle(trainset), {
    ...settings,
    seed: `${plan.seed}/${seed}`,
    maxBootstrappedDemos: maxBootstrappedDemos === 0 ? 0 : 1 + random.integer(maxBootstrappedDemos),
  });
}

function originOf(seed: number): string {
  if (seed === -3) return 'no demonstrations';
  if (seed === -2) return 'labelled demonstrations';
  return seed === -1 ? 'bootstrap' : `bootstrap, shuffle ${seed}`;
}
