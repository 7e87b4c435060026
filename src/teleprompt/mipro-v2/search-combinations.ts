import type { Module } from '../../modules';
import { settledAll } from '../job/settled-all';
import { pairedStanding } from '../search/paired';
import type { Dimension, Point } from '../search/parzen';
import { rungSizes } from '../search/rungs';
import { isGuided, keyOf, suggestPoint, type Trial } from '../search/tpe-sampler';
import type { Candidate } from '../candidate/candidate';
import type { Contest } from '../search-run/contest';

/** How combinations are searched. */
export interface SearchPlan {
  readonly trials: number;
  /** Examples a trial looks at; all of them where there are no minibatches. */
  readonly batch: number;
  /** After so many trials the most promising combination is scored in full. */
  readonly fullEvalSteps: number;
  /** Points that are tried first: what is cheap to think of. They count as trials. @default none */
  readonly first?: readonly Point[];
  /**
   * Gives a space with further choices, after each fifth of the trials: made by what is known then. The points of before stand
   * for the same candidates.
   * @default the space stays as it is
   */
  readonly widen?: (tried: readonly Outcome[]) => Promise<PointSpace>;
}

/** A point and the candidate it stands for. */
export interface Outcome {
  readonly point: Point;
  readonly candidate: Candidate;
}

/** Candidates as points. */
export interface PointSpace {
  readonly dimensions: readonly Dimension[];
  /** The student's own point. */
  readonly origin: Point;
  /** The candidate a point stands for; the same each time. */
  candidate(point: Point): Candidate;
}

/** A combination that was tried. */
interface Tried extends Outcome {
  /** How many examples it was scored on. */
  readonly size: number;
  /** It was so far behind that it was given up. */
  readonly beaten: boolean;
}

/** Trials under way at once. A fixed number, so that results do not depend on the concurrency. */
const AT_ONCE = 2;
/** A trial looks at a fifth of its minibatch first. */
const FIRST_LOOK = 5;
/** In so many parts are trials made, with new choices between them. */
export const PARTS = 5;

/**
 * Tries combinations that a TPE sampler suggests and scores the most promising ones in full.
 *
 * All look at the same examples in the same order, so that two combinations are always compared in pairs. A combination that
 * is suggested again looks at further examples; one that is not ahead of the best so far is left until then, one that is clearly
 * behind is given up. Rows are paid for once, so scoring in full costs what the minibatches left.
 *
 * @remarks The search of MIPROv2 (Opsahl-Ong et al., 2024), which draws a new minibatch for each trial.
 */
export async function searchCombinations<Student extends Module>(
  contest: Contest<Student>,
  space: PointSpace,
  plan: SearchPlan,
): Promise<void> {
  let combinations = space;
  await contest.finish(contest.space.root);
  const tried = new Map<string, Tried>();
  const root = {
    point: combinations.origin,
    candidate: contest.space.root,
    size: contest.total,
    beaten: false,
  };
  tried.set(keyOf(root.point), root);
  for (let done = 0; done < plan.trials;) {
    const count = Math.min(AT_ONCE, plan.trials - done);
    const given = plan.first?.slice(done, done + count) ?? [];
    const points =
      given.length > 0
        ? given.map((point) => ({ point, chosenBy: 'plan' as const }))
        : suggestBatch(contest, combinations, tried, { done, count });
    if (points.length === 0) break;
    for (const [place, choice] of points.entries())
      contest.run.emit({ type: 'trial-started', trial: done + place, ...choice });
    const rival = frontRunner(contest, tried);
    const outcomes = await settledAll(
      points.map(({ point }) => attempt(contest, combinations, { point, tried, rival, plan })),
    );
    for (const outcome of outcomes) tried.set(keyOf(outcome.point), outcome);
    for (const { candidate, size } of outcomes) if (size >= contest.total) await contest.finish(candidate);
    const before = done;
    done += points.length;
    const passed = (step: number): boolean => Math.floor(done / step) > Math.floor(before / step);
    if (passed(plan.fullEvalSteps) || done >= plan.trials) await promote(contest, tried);
    if (plan.widen !== undefined && done < plan.trials && passed(Math.ceil(plan.trials / PARTS))) {
      combinations = await plan.widen([...tried.values()]);
    }
  }
}

function suggestBatch<Student extends Module>(
  contest: Contest<Student>,
  { dimensions }: PointSpace,
  tried: ReadonlyMap<string, Tried>,
  { done, count }: { readonly done: number; readonly count: number },
): readonly { readonly point: Point; readonly chosenBy: 'chance' | 'trials' }[] {
  const trials = [...tried.values()].map((each) => trialOf(contest, each));
  const isDone = (point: Point): boolean => {
    const known = tried.get(keyOf(point));
    return known !== undefined && (known.beaten || known.size >= contest.total);
  };
  const pending: Point[] = [];
  const choices: { readonly point: Point; readonly chosenBy: 'chance' | 'trials' }[] = [];
  for (let place = 0; place < count; place++) {
    const random = contest.run.random(`trial ${done + place}`);
    const state = { dimensions, trials, pending: [...pending], isDone };
    const point = suggestPoint(state, random);
    if (point === undefined) break;
    pending.push(point);
    choices.push({ point, chosenBy: isGuided(state) ? 'trials' : 'chance' });
  }
  return choices;
}

/** The combination that looks best so far, whether or not it was scored in full: who is behind it can wait. */
function frontRunner<Student extends Module>(
  contest: Contest<Student>,
  tried: ReadonlyMap<string, Tried>,
): Candidate | undefined {
  let best = contest.leader;
  for (const { candidate, beaten } of tried.values()) {
    if (beaten || best === undefined) continue;
    if (contest.against(best, candidate).difference > 0) best = candidate;
  }
  return best;
}

/** A combination's advantage over the student on the examples it was scored on, which says more than its mean. */
function trialOf<Student extends Module>(
  contest: Contest<Student>,
  { point, candidate, size }: Tried,
): Trial {
  const standing = pairedStanding(contest.scores(contest.space.root), contest.scores(candidate));
  return { point, value: standing.difference, weight: Math.min(2, 0.5 + size / contest.total) };
}

async function attempt<Student extends Module>(
  contest: Contest<Student>,
  combinations: PointSpace,
  task: {
    readonly point: Point;
    readonly tried: ReadonlyMap<string, Tried>;
    readonly rival: Candidate | undefined;
    readonly plan: SearchPlan;
  },
): Promise<Tried> {
  const { point, tried, rival, plan } = task;
  const candidate = combinations.candidate(point);
  const known = tried.get(keyOf(point))?.size ?? 0;
  const goal = Math.min(contest.total, known + plan.batch);
  const steps = rungSizes(goal - known, Math.ceil(plan.batch / FIRST_LOOK)).map((size) => known + size);
  return { point, candidate, ...(await contest.race(candidate, { sizes: steps, rival, keepsUp: 'rising' })) };
}

/** Scores the combination in full that is furthest ahead of the leader where it was looked at, if there is one. */
async function promote<Student extends Module>(
  contest: Contest<Student>,
  tried: Map<string, Tried>,
): Promise<void> {
  const { leader } = contest;
  if (leader === undefined) return;
  let best: { readonly tried: Tried; readonly lead: number } | undefined;
  for (const each of tried.values()) {
    if (each.beaten || each.size >= contest.total) continue;
    const lead = contest.against(leader, each.candidate).difference;
    if (lead > 0 && (best === undefined || lead > best.lead)) best = { tried: each, lead };
  }
  if (best === undefined) return;
  const { tried: challenger } = best;
  const steps = rungSizes(contest.total, challenger.size * 2).filter((size) => size > challenger.size);
  const outcome = await contest.race(challenger.candidate, {
    sizes: steps,
    rival: leader,
    keepsUp: 'ahead',
  });
  tried.set(keyOf(challenger.point), { ...challenger, ...outcome });
  if (outcome.size >= contest.total) await contest.finish(challenger.candidate);
}
