import type { Module } from '../../modules';
import type { Candidate } from '../candidate/candidate';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import type { Proposer } from '../propose/ask-model';
import { proposeVariants, type ScoredVariant, type Variant } from '../propose/propose-variants';
import { Contest, FLAT } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import type { CoproPlan } from './copro-options';

/** What was tried at one predictor. */
interface Attempt extends Variant {
  readonly candidate: Candidate;
}

/** What {@link COPRO} does in a run. */
export async function searchCopro<Student extends Module>(
  run: CompileRun<Student>,
  plan: CoproPlan,
): Promise<Student> {
  const { promptModel, temperature, seed } = plan;
  const proposer = proposerOf(run, { promptModel, temperature, seed });
  const examples = run.valset ?? run.trainset;
  const space = new CandidateSpace(run.student);
  const contest = new Contest(run, space, examples);
  await contest.finish(space.root);
  await climb(contest, proposer, plan);
  return run.best?.program ?? run.student.deepCopy();
}

/** Rounds over all predictors: coordinate ascent. */
async function climb<Student extends Module>(
  contest: Contest<Student>,
  proposer: Proposer,
  { breadth, depth }: CoproPlan,
): Promise<void> {
  const attempts = new Map<string, Attempt[]>();
  const rounds = Array.from({ length: depth }, (_, round) => round);
  let answered = false;
  for (const round of rounds) {
    for (const path of contest.space.paths) {
      const known = attempts.get(path) ?? [];
      attempts.set(path, known);
      const base = contest.leader ?? contest.space.root;
      const { lastOutput, present } = partsOf(contest, base, path);
      const { variants, failures } = await proposeVariants(proposer, {
        path,
        round,
        count: round === 0 ? breadth - 1 : breadth,
        present,
        lastOutput,
        tried: known.length === 0 ? [] : scored(contest, known, breadth),
      });
      answered ||= variants.length > 0;
      reportFailures(contest.run, 'COPRO', { failures, answered });
      const fresh = variants.map((variant): Attempt => {
        const { instructions, desc } = variant;
        const changes = { [path]: { instructions, fields: { [lastOutput]: { desc } } } };
        const origin = `variant of ${path}, round ${round + 1}`;
        return { ...variant, candidate: contest.space.derive(base, changes, origin) };
      });
      known.push(...fresh);
      await contest.challenge(distinct(contest, fresh));
      if (contest.isFlat) return contest.run.note(FLAT);
    }
  }
}

function partsOf(contest: Contest<Module>, base: Candidate, path: string) {
  const { signature } = contest.space.predictor(base, path);
  const last = signature.outputFields.at(-1);
  return {
    lastOutput: last?.name ?? '',
    present: { instructions: signature.instructions, desc: last?.desc ?? '' },
  };
}

/** The best attempts with their scores. */
function scored(
  contest: Contest<Module>,
  attempts: readonly Attempt[],
  most: number,
): readonly ScoredVariant[] {
  return attempts
    .map(({ instructions, desc, candidate }) => ({ instructions, desc, score: contest.estimate(candidate) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((left, right) => right.score - left.score)
    .slice(0, most);
}

/** Each program once, and none that was scored. */
function distinct(contest: Contest<Module>, attempts: readonly Attempt[]): readonly Candidate[] {
  const seen = new Set<string>();
  const candidates = attempts.map(({ candidate }) => candidate);
  return candidates.filter((candidate) => {
    const isNew = !seen.has(candidate.id) && contest.scores(candidate).size === 0;
    seen.add(candidate.id);
    return isNew;
  });
}
