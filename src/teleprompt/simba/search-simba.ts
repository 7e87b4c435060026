import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Candidate } from '../candidate/candidate';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import type { Proposer, Unanswered } from '../propose/ask-model';
import { softmaxDraw } from '../search/draws';
import { minibatchAt } from '../search/minibatches';
import { bestPlaces } from '../search/rungs';
import { Contest, FLAT } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import { settledAll } from '../job/settled-all';
import { RunningMeans } from './running-means';
import { sampleRuns, type Bucket } from './sample-runs';
import type { SimbaPlan } from './simba-options';
import { appendDemo, appendRule } from './strategies';

/** What {@link SIMBA} does in a run. */
export async function searchSimba<Student extends Module>(
  run: CompileRun<Student>,
  plan: SimbaPlan,
): Promise<Student> {
  const { promptModel, seed, numCandidates } = plan;
  const space = new CandidateSpace(run.student);
  const examples = run.valset ?? run.trainset;
  const contest = new Contest(run, space, examples);
  await contest.finish(space.root);
  const proposer = proposerOf(run, { promptModel, temperature: 1, seed });
  const winners = await new Ascent(contest, proposer, plan).climb();
  await contest.challenge(spread(winners, numCandidates));
  return run.best?.program ?? run.student.deepCopy();
}

/** The steps of one search. */
class Ascent<Student extends Module> {
  readonly #means = new RunningMeans();
  #answered = false;

  constructor(
    private readonly contest: Contest<Student>,
    private readonly proposer: Proposer,
    private readonly plan: SimbaPlan,
  ) {}

  /** The best new candidate of each step. */
  async climb(): Promise<readonly Candidate[]> {
    const { run, space } = this.contest;
    this.#means.add(space.root);
    const winners: Candidate[] = [];
    for (let step = 0; step < this.plan.maxSteps; step++) {
      const plan = { total: run.trainset.length, size: this.plan.bsize };
      const batch = minibatchAt(plan, step, run.random('batches')).map(
        (place) => run.trainset[place] as Example,
      );
      const buckets = await this.#sample(step, batch);
      if (buckets.every(({ spread }) => spread === 0) && new Set(buckets.map(({ best }) => best)).size <= 1) {
        run.note(FLAT);
        break;
      }
      const candidates = await this.#candidates(step, buckets);
      const winner = await this.#best(candidates, batch);
      if (winner !== undefined) winners.push(winner);
    }
    return winners;
  }

  async #sample(step: number, batch: readonly Example[]): Promise<readonly Bucket[]> {
    const { numCandidates, temperatureForSampling, teacherLm } = this.plan;
    const { run, space } = this.contest;
    const random = run.random(`runs ${step}`);
    const pool = this.#pool();
    const chosen = Array.from({ length: numCandidates }, () =>
      batch.map(() => pool[softmaxDraw(this.#means.of(pool), temperatureForSampling, random)] as Candidate),
    );
    const buckets = await sampleRuns(run, space, {
      batch,
      chosen,
      firstRollout: 1 + step * numCandidates,
      teacherLm,
    });
    for (const { runs } of buckets) {
      for (const { candidate, score } of runs) this.#means.add(candidate, score);
    }
    return buckets;
  }

  /** New candidates, each out of one example, those that tell most apart first. */
  async #candidates(step: number, buckets: readonly Bucket[]): Promise<readonly Candidate[]> {
    const { run, space } = this.contest;
    const failures: Unanswered[] = [];
    const made = await run.all(buckets.slice(0, this.plan.numCandidates), (bucket, place) =>
      this.#change(step, { bucket, place }),
    );
    const candidates = new Map<string, Candidate>();
    for (const result of made) {
      if (result === undefined) continue;
      if ('failure' in result) failures.push(result.failure);
      else if (result.id !== space.root.id && !this.#means.has(result)) candidates.set(result.id, result);
    }
    this.#answered ||= candidates.size > 0;
    reportFailures(run, 'SIMBA', { failures, answered: this.#answered });
    return [...candidates.values()];
  }

  async #change(
    step: number,
    { bucket, place }: { readonly bucket: Bucket; readonly place: number },
  ): Promise<Candidate | { readonly failure: Unanswered } | undefined> {
    const { maxDemos, demoInputFieldMaxlen, temperatureForCandidates } = this.plan;
    const { run, space } = this.contest;
    const random = run.random(`change ${step} ${place}`);
    const pool = this.#pool();
    const source = pool[softmaxDraw(this.#means.of(pool), temperatureForCandidates, random)] as Candidate;
    const task = { space, source, bucket, random, maxDemos, demoInputFieldMaxlen };
    const shows = maxDemos > 0 && random.next() < 0.5;
    const changes = shows
      ? appendDemo(task)
      : await appendRule(this.proposer, `advice/${step}/${place}`, task);
    if (changes === undefined || isFailure(changes)) return changes;
    const origin = `${shows ? 'demonstration' : 'rule'} of step ${step + 1}`;
    const candidate = space.derive(source, changes, origin);
    return candidate.id === source.id ? undefined : candidate;
  }

  async #best(candidates: readonly Candidate[], batch: readonly Example[]): Promise<Candidate | undefined> {
    const { run, space } = this.contest;
    const evaluations = await settledAll(
      candidates.map((candidate) => run.evaluate(space.program(candidate), batch)),
    );
    const scores = evaluations.map(({ rows, result }, place) => {
      for (const { score } of rows)
        if (score !== undefined) this.#means.add(candidates[place] as Candidate, score);
      return result.score;
    });
    return candidates[bestPlaces(scores, 1)[0] ?? 0];
  }

  /** The best candidates so far, and the student. */
  #pool(): readonly Candidate[] {
    const { root } = this.contest.space;
    const top = this.#means.top(this.plan.numCandidates);
    return top.some(({ id }) => id === root.id) ? top : [root, ...top.slice(0, -1)];
  }
}

/** A change whose predictor is called `failure` is a change. */
function isFailure(changes: object): changes is { readonly failure: Unanswered } {
  return 'failure' in changes && typeof (changes.failure as Partial<Unanswered>).label === 'string';
}

/** A few of the winners, from the first to the last. */
function spread(winners: readonly Candidate[], count: number): readonly Candidate[] {
  const last = winners.length - 1;
  const places = new Set(
    Array.from({ length: count }, (_, index) => Math.round((index * last) / Math.max(1, count - 1))),
  );
  const chosen = [...places].map((place) => winners[place]).filter((candidate) => candidate !== undefined);
  return [...new Map(chosen.map((candidate) => [candidate.id, candidate])).values()];
}
