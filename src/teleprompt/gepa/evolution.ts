import { exampleId } from '../../evaluate';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import { mergeChanges, type Candidate, type Changes } from '../candidate/candidate';
import type { TracedRow } from '../job/compile-run';
import { minibatchAt } from '../search/minibatches';
import { pairedStanding } from '../search/paired';
import { rungSizes } from '../search/rungs';
import { CandidatePool } from './candidate-pool';
import { partOf } from './components';
import { chooseMerge, type Merge } from '../search/merge-candidates';
import { scoresOf } from '../search-run/scores-of';
import type { EvolutionParts } from './evolution-parts';
import { Mutation } from './mutation';

/** Examples that a merged candidate is tried on first. */
const MERGE_SAMPLE = 5;

/** The iterations of one search. */
export class Evolution<Student extends Module> {
  readonly #pool: CandidatePool<Student>;
  readonly #mutation: Mutation<Student>;
  readonly #asked = new Set<string>();
  readonly #made = new Set<string>();
  #mergesLeft: number;
  #mergesDue = 0;
  /** Iterations since anything new was tried. */
  #idle = 0;

  constructor(private readonly parts: EvolutionParts<Student>) {
    this.#pool = new CandidatePool(parts.contest, parts.plan.frontierType);
    this.#mutation = new Mutation(parts);
    this.#mergesLeft =
      parts.components.length > 1 && parts.plan.useMerge ? parts.plan.maxMergeInvocations : 0;
  }

  /** Goes on until the budget is spent or nothing is left to learn. */
  async evolve(): Promise<void> {
    const { contest } = this.parts;
    const { root } = contest.space;
    this.#spend(root, contest.examples);
    await contest.finish(root);
    this.#pool.add(root, await contest.climb(root, contest.total), []);
    const patience = 2 * Math.ceil(contest.run.trainset.length / this.parts.plan.reflectionMinibatchSize) + 4;
    for (let iteration = 0; this.#idle < patience && !this.#mutation.isDead; iteration++) {
      this.#idle++;
      if (this.#mergesDue > 0 && this.#mergesLeft > 0 && (await this.#merge(iteration))) continue;
      if (!(await this.#mutate(iteration))) return;
    }
    if (this.#mutation.isDead) this.#mutation.reportDeath();
    else contest.run.note('The candidates make no more mistakes to learn from: the search ends here.');
  }

  /** One reflection. False when the budget leaves no room. */
  async #mutate(iteration: number): Promise<boolean> {
    const { contest, plan } = this.parts;
    const { run } = contest;
    const place = this.#pool.pick(plan.selection, run.random(`parent ${iteration}`));
    const parent = this.#pool.members[place]?.candidate ?? contest.space.root;
    const batch = minibatchAt(
      { total: run.trainset.length, size: plan.reflectionMinibatchSize },
      iteration,
      run.random('minibatches'),
    ).map((index) => run.trainset[index] as Example);
    // A child that could not be scored in full could not be the result.
    if (!this.#hasRoom(this.#cost(parent, batch) + batch.length + contest.total)) return false;
    const before = await this.#rows(parent, batch);
    const scores = before.flatMap(({ score }) => (score === undefined ? [] : [score]));
    if (plan.skipPerfectScore && scores.every((score) => score >= plan.perfectScore)) return true;
    const mutant = await this.#mutation.of(parent, { rows: before, scores, iteration });
    if (mutant === undefined) return true;
    const { child, revisions } = mutant;
    if (this.#pool.has(child) || this.#cost(child, batch) === 0) return true;
    this.#idle = 0;
    const after = await this.#rows(child, batch);
    const standing = pairedStanding(scoresOf({ rows: before }), scoresOf({ rows: after }));
    // A few examples seldom tell two candidates apart: a draw is decided on more of them.
    const isKept = standing.difference >= 0 && (await this.#accept(child, [place], standing.difference > 0));
    if (!isKept) this.#mutation.reject(revisions, { before: mean(before), after: mean(after) });
    return true;
  }

  /** Merges two candidates, if there are two to merge. */
  async #merge(iteration: number): Promise<boolean> {
    const { contest, components } = this.parts;
    const random = contest.run.random(`merge ${iteration}`);
    const pool = this.#pool.mergeParents(components);
    const merge = chooseMerge({ pool, places: this.#pool.frontier, made: this.#made }, random);
    this.#mergesDue--;
    if (merge === undefined) return false;
    this.#made.add(merge.key);
    const child = this.#merged(merge);
    if (this.#pool.has(child)) return false;
    const sample = this.#mergeSample(merge, contest.examples);
    if (!this.#hasRoom(contest.total)) return false;
    this.#mergesLeft--;
    this.#idle = 0;
    const rows = await this.#rows(child, sample);
    const reached = sumOf(rows);
    const parents = [merge.first, merge.second];
    const best = Math.max(...parents.map((place) => this.#sumOver(place, sample)));
    if (reached >= best) await this.#accept(child, parents, true);
    return true;
  }

  #merged(merge: Merge): Candidate {
    const { contest, components } = this.parts;
    const members = this.#pool.members;
    let changes: Changes = {};
    for (const component of components) {
      const from = members[merge.from.get(component.name) ?? merge.first]?.candidate ?? contest.space.root;
      changes = mergeChanges(changes, partOf(contest.space, from, component));
    }
    const parents = [merge.first, merge.second].flatMap((place) => members[place]?.candidate.id ?? []);
    return contest.space.create(changes, { parents, origin: 'merge' });
  }

  /** A few examples on which one parent or the other is better, filled up with others. */
  #mergeSample({ first, second }: Merge, examples: readonly Example[]): readonly Example[] {
    const scoreAt = (place: number, example: Example): number =>
      this.#pool.members[place]?.scores.get(exampleId(example)) ?? 0;
    const lead = (example: Example): number => scoreAt(first, example) - scoreAt(second, example);
    const sample = [
      ...examples.filter((example) => lead(example) > 0).slice(0, 2),
      ...examples.filter((example) => lead(example) < 0).slice(0, 2),
    ];
    const rest = examples.filter((example) => !sample.includes(example));
    return [...sample, ...rest].slice(0, MERGE_SAMPLE);
  }

  /**
   * Scores a candidate on all examples, unless it falls behind: clearly, or at all where nothing speaks for it yet.
   *
   * @returns whether it joined the pool.
   */
  async #accept(child: Candidate, parents: readonly number[], isPromising: boolean): Promise<boolean> {
    const { contest } = this.parts;
    const rival = this.#pool.members[parents[0] ?? 0]?.candidate;
    const sizes = rungSizes(contest.total, Math.max(8, Math.ceil(contest.total / 4)));
    const { size } = await contest.race(child, { sizes, rival, keepsUp: isPromising ? 'near' : 'level' });
    this.#spend(child, contest.examples.slice(0, size));
    if (size < contest.total) return false;
    await contest.finish(child);
    this.#pool.add(child, await contest.climb(child, contest.total), parents);
    this.#mergesDue++;
    return true;
  }

  async #rows(candidate: Candidate, examples: readonly Example[]): Promise<readonly TracedRow[]> {
    const { run, space } = this.parts.contest;
    const { rows } = await run.evaluate(space.program(candidate), examples, { traced: true });
    this.#spend(candidate, examples);
    return rows;
  }

  #sumOver(place: number, examples: readonly Example[]): number {
    const scores = this.#pool.members[place]?.scores;
    return examples.reduce((sum, example) => sum + (scores?.get(exampleId(example)) ?? 0), 0);
  }

  /** How many examples a candidate was not yet run on. */
  #cost({ id }: Candidate, examples: readonly Example[]): number {
    return examples.filter((example) => !this.#asked.has(`${id} ${exampleId(example)}`)).length;
  }

  #spend({ id }: Candidate, examples: readonly Example[]): void {
    for (const example of examples) this.#asked.add(`${id} ${exampleId(example)}`);
  }

  #hasRoom(calls: number): boolean {
    return this.#asked.size + calls <= this.parts.maxCalls;
  }
}

function sumOf(rows: readonly TracedRow[]): number {
  return rows.reduce((sum, { score = 0 }) => sum + score, 0);
}

function mean(rows: readonly TracedRow[]): number {
  return sumOf(rows) / Math.max(1, rows.length);
}
