import type { Module } from '../../modules';
import { settingsFor } from '../bootstrap/bootstrap-options';
import { bootstrapProgram } from '../bootstrap/bootstrap-program';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import { Contest, FLAT } from '../search-run/contest';
import { setsOf } from '../split-trainset';
import type { InferRulesPlan } from './infer-rules-options';
import { Rules } from './rules';

/** The share of the trainset that rules are chosen by, where no valset is given. */
export const RULES_HELD_BACK = 0.5;

/** What {@link InferRules} does in a run. */
export async function searchRules<Student extends Module>(
  run: CompileRun<Student>,
  plan: InferRulesPlan,
): Promise<Student> {
  const { bootstrap } = plan;
  const { trainset, valset } = setsOf(run, bootstrap.seed, RULES_HELD_BACK);
  const taught = await bootstrapProgram(run.student, run.teacher, trainset, settingsFor(bootstrap, run));
  const space = new CandidateSpace(run.student);
  const demos = Object.fromEntries(
    taught.namedPredictors().map(([path, predictor]) => [path, { demos: predictor.demos }]),
  );
  const base = space.create(demos, { parents: [space.root.id], origin: 'demonstrations' });
  const contest = new Contest(run, space, valset);
  await contest.finish(space.root);
  await contest.finish(base);
  const rules = new Rules(contest, base, { trainset, plan });
  for (const count of roundsOf(plan.numCandidates)) {
    // One after the other, so that a good one spares the others half of the examples.
    for (const candidate of await rules.next(count)) {
      await contest.challenge([candidate]);
      if (!contest.isFlat) continue;
      run.note(FLAT);
      return run.best?.program ?? run.student.deepCopy();
    }
  }
  return run.best?.program ?? run.student.deepCopy();
}

/** Sets of rules are made in so many rounds, each of which is shown the best rules so far. */
const ROUNDS = 3;

/** How many sets each round makes: as evenly as can be, the earlier ones more. */
function roundsOf(count: number): readonly number[] {
  const rounds = Math.min(ROUNDS, count);
  return Array.from({ length: rounds }, (_, round) => Math.ceil((count - round) / rounds));
}
