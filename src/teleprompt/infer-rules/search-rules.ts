import type { Demo, Module } from '../../modules';
import { settingsFor } from '../bootstrap/bootstrap-options';
import { bootstrapProgram } from '../bootstrap/bootstrap-program';
import type { Candidate } from '../candidate/candidate';
import { CandidateSpace } from '../candidate/candidate-space';
import type { TrainingExample } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import { labeledDemos } from '../labeled-demos';
import type { Unanswered } from '../propose/ask-model';
import { induceRules } from '../propose/induce-rules';
import { Contest, FLAT } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import { setsOf } from '../split-trainset';
import type { InferRulesPlan } from './infer-rules-options';

/** The share of the trainset that rules are chosen by, where no valset is given. */
const HELD_BACK = 0.5;

/** What {@link InferRules} does in a run. */
export async function searchRules<Student extends Module>(
  run: CompileRun<Student>,
  plan: InferRulesPlan,
): Promise<Student> {
  const { bootstrap } = plan;
  const { trainset, valset } = setsOf(run, bootstrap.seed, HELD_BACK);
  const taught = await bootstrapProgram(run.student, run.teacher, trainset, settingsFor(bootstrap, run));
  const space = new CandidateSpace(run.student);
  const demos = Object.fromEntries(
    taught.namedPredictors().map(([path, predictor]) => [path, { demos: predictor.demos }]),
  );
  const base = space.create(demos, { parents: [space.root.id], origin: 'demonstrations' });
  const contest = new Contest(run, space, valset);
  await contest.finish(space.root);
  await contest.finish(base);
  const candidates = await withRules(contest, base, { trainset, plan });
  // One after the other, so that a good one spares the others half of the examples.
  for (const candidate of candidates) {
    await contest.challenge([candidate]);
    if (!contest.isFlat) continue;
    run.note(FLAT);
    break;
  }
  return run.best?.program ?? run.student.deepCopy();
}

/** The program with each of the sets of rules. */
async function withRules<Student extends Module>(
  contest: Contest<Student>,
  base: Candidate,
  { trainset, plan }: { readonly trainset: readonly TrainingExample[]; readonly plan: InferRulesPlan },
): Promise<readonly Candidate[]> {
  const { run, space } = contest;
  const { promptModel, numCandidates, numRules, bootstrap } = plan;
  const proposer = proposerOf(run, { promptModel, temperature: 1, seed: Number(bootstrap.seed) });
  const tasks = Array.from({ length: numCandidates }, (_, index) =>
    space.paths.map((path) => ({ path, index })),
  ).flat();
  const found = await run.all(tasks, ({ path, index }) =>
    induceRules(proposer, {
      path,
      index,
      instructions: space.instructions(base, path),
      examples: run
        .random(`examples ${path} ${index}`)
        .shuffle(examplesFor(contest, base, { path, trainset })),
      mostRules: numRules,
    }),
  );
  const failures: Unanswered[] = [];
  const changes = Array.from(
    { length: numCandidates },
    () => ({}) as Record<string, { instructions: string }>,
  );
  for (const [place, answer] of found.entries()) {
    const { path, index } = tasks[place] as (typeof tasks)[number];
    if ('failure' in answer) failures.push(answer.failure);
    else if (answer.rules !== '') {
      const instructions = `${space.instructions(base, path)}\n\nRules to go by:\n${answer.rules}`;
      (changes[index] as (typeof changes)[number])[path] = { instructions };
    }
  }
  reportFailures(run, 'InferRules', { failures, answered: failures.length < tasks.length });
  return changes
    .filter((change) => Object.keys(change).length > 0)
    .map((change, index) => space.derive(base, change, `rules ${index + 1}`));
}

/** The training examples as a predictor sees them; where they say nothing to it, what the teacher did. */
function examplesFor(
  { space }: Contest<Module>,
  base: Candidate,
  { path, trainset }: { readonly path: string; readonly trainset: readonly TrainingExample[] },
): readonly Demo[] {
  const predictor = space.predictor(base, path);
  const labeled = labeledDemos(predictor, trainset);
  return labeled.length > 0 ? labeled : predictor.demos;
}
