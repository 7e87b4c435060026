import { exampleId } from '../../evaluate';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Candidate } from '../candidate/candidate';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import type { Proposer, Unanswered } from '../propose/ask-model';
import { softmaxDraw } from '../search/draws';
import { minibatchAt } from '../search/minibatches';
import { Contest, FLAT } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import { settledAll } from '../job/settled-all';
import { sampleRuns, type Bucket } from './sample-runs';
import type { SimbaPlan } from './simba-options';
import { Standings } from './standings';
import { StrategyChoice, type Strategy } from './strategy-choice';
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
  const best = await new Ascent(contest, proposer, plan).climb();
  await contest.challenge(best.slice(0, numCandidates));
  return run.best?.program ?? run.student.deepCopy();
}

/** A new candidate and how it was made. */
interface Change {
  readonly candidate: Candidate;
  readonly strategy: Strategy;
  readonly source: Candidate;
}

/** The steps of one search. */
class Ascent<Student extends Module> {
  readonly #standings = new Standings();
  readonly #choice = new StrategyChoice(this.#standings);
  #answered = false;

  constructor(
    private readonly contest: Contest<Student>,
    private readonly proposer: Proposer,
    private readonly plan: SimbaPlan,
  ) {}

  /** All new candidates, the best by all their runs first. */
  async climb(): Promise<readonly Candidate[]> {
    const { run, space } = this.contest;
    this.#standings.enter(space.root);
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
      await this.#try(candidates, batch);
    }
    return this.#standings.top(Number.POSITIVE_INFINITY).filter(({ id }) => id !== space.root.id);
  }

  async #sample(step: number, batch: readonly Example[]): Promise<readonly Bucket[]> {
    const { numCandidates, temperatureForSampling, teacherLm } = this.plan;
    const { run, space } = this.contest;
    const random = run.random(`runs ${step}`);
    const pool = this.#pool();
    const chosen = Array.from({ length: numCandidates }, () =>
      batch.map(
        () => pool[softmaxDraw(this.#standings.of(pool), temperatureForSampling, random)] as Candidate,
      ),
    );
    const buckets = await sampleRuns(run, space, {
      batch,
      chosen,
      firstRollout: 1 + step * numCandidates,
      teacherLm,
    });
    for (const { example, runs } of buckets) {
      for (const { candidate, score } of runs) this.#standings.add(candidate, exampleId(example), score);
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
      if ('failure' in result) {
        failures.push(result.failure);
        continue;
      }
      const { candidate, strategy, source } = result;
      if (candidate.id === space.root.id || this.#standings.has(candidate)) continue;
      candidates.set(candidate.id, candidate);
      this.#choice.made(strategy, source, candidate);
    }
    this.#answered ||= candidates.size > 0;
    reportFailures(run, 'SIMBA', { failures, answered: this.#answered });
    return [...candidates.values()];
  }

  async #change(
    step: number,
    { bucket, place }: { readonly bucket: Bucket; readonly place: number },
  ): Promise<Change | { readonly failure: Unanswered } | undefined> {
    const { maxDemos, demoInputFieldMaxlen, temperatureForCandidates } = this.plan;
    const { run, space } = this.contest;
    const random = run.random(`change ${step} ${place}`);
    const pool = this.#pool();
    const source = pool[softmaxDraw(this.#standings.of(pool), temperatureForCandidates, random)] as Candidate;
    const task = { space, source, bucket, random, maxDemos, demoInputFieldMaxlen };
    const strategy = maxDemos === 0 ? 'rule' : this.#choice.next(random);
    const changes =
      strategy === 'demonstration'
        ? appendDemo(task)
        : await appendRule(this.proposer, `advice/${step}/${place}`, task);
    if (changes === undefined || isFailure(changes)) return changes;
    const candidate = space.derive(source, changes, `${strategy} of step ${step + 1}`);
    return candidate.id === source.id ? undefined : { candidate, strategy, source };
  }

  async #try(candidates: readonly Candidate[], batch: readonly Example[]): Promise<void> {
    const { run, space } = this.contest;
    const evaluations = await settledAll(
      candidates.map((candidate) => run.evaluate(space.program(candidate), batch)),
    );
    for (const [place, { rows }] of evaluations.entries()) {
      const candidate = candidates[place] as Candidate;
      for (const { example, score } of rows)
        if (score !== undefined) this.#standings.add(candidate, exampleId(example), score);
    }
  }

  /** The best candidates so far, and the student. */
  #pool(): readonly Candidate[] {
    const { root } = this.contest.space;
    const top = this.#standings.top(this.plan.numCandidates);
    return top.some(({ id }) => id === root.id) ? top : [root, ...top.slice(0, -1)];
  }
}

/** A change whose predictor is called `failure` is a change. */
function isFailure(changes: object): changes is { readonly failure: Unanswered } {
  return 'failure' in changes && typeof (changes.failure as Partial<Unanswered>).label === 'string';
}
