import type { Module } from '../../modules';
import { exampleId } from '../../evaluate';
import type { SeededRandom } from '../../util';
import type { Candidate } from '../candidate/candidate';
import type { TracedRow } from '../job/compile-run';
import type { MergeParent } from '../search/merge-candidates';
import { meanScore, type Scores } from '../search/paired';
import { paretoWeights, pickFromFrontier } from '../search/pareto-frontier';
import { bestPlaces } from '../search/rungs';
import type { Contest } from '../search-run/contest';
import { textOfComponent, type Component } from './components';
import type { GepaPlan } from './gepa-options';

/** A candidate that was scored on the whole valset. */
export interface Member {
  readonly candidate: Candidate;
  /** Places of its parents. */
  readonly parents: readonly number[];
  /** Scores by example. */
  readonly scores: Scores;
  /** Scores by whatever candidates can be best at. */
  readonly table: Scores;
}

/** All candidates that were accepted, in that order. */
export class CandidatePool<Student extends Module> {
  readonly #members: Member[] = [];

  constructor(
    private readonly contest: Contest<Student>,
    private readonly frontierType: GepaPlan['frontierType'],
  ) {}

  get members(): readonly Member[] {
    return this.#members;
  }

  /** Takes a candidate that was scored in full. */
  add(candidate: Candidate, rows: readonly TracedRow[], parents: readonly number[]): void {
    const scores = this.contest.scores(candidate);
    this.#members.push({ candidate, parents, scores, table: tableOf(rows, this.frontierType, scores) });
  }

  /** Whether it has a program already. */
  has(candidate: Candidate): boolean {
    return this.#members.some((member) => member.candidate.id === candidate.id);
  }

  /** The place of the candidate to change next. */
  pick(selection: GepaPlan['selection'], random: SeededRandom): number {
    if (selection === 'pareto') return pickFromFrontier(this.#tables, random);
    return (
      bestPlaces(
        this.#members.map(({ scores }) => meanScore(scores)),
        1,
      )[0] ?? 0
    );
  }

  /** Places of the candidates on the frontier. */
  get frontier(): readonly number[] {
    return [...paretoWeights(this.#tables).keys()];
  }

  /** The pool as far as merging is concerned. */
  mergeParents(components: readonly Component[]): readonly MergeParent[] {
    const { space } = this.contest;
    return this.#members.map(({ candidate, parents, scores }) => ({
      parents,
      mean: meanScore(scores),
      parts: new Map(
        components.map((component) => [component.name, textOfComponent(space, candidate, component)]),
      ),
    }));
  }

  get #tables(): readonly Scores[] {
    return this.#members.map(({ table }) => table);
  }
}

/** Scores by example, by objective, or both. Without objectives, examples are all there is to be best at. */
function tableOf(rows: readonly TracedRow[], frontierType: GepaPlan['frontierType'], scores: Scores): Scores {
  const byObjective = new Map<string, number[]>();
  const cells = new Map<string, number>();
  for (const { example, objectives = {} } of rows) {
    for (const [name, value] of Object.entries(objectives)) {
      byObjective.set(name, [...(byObjective.get(name) ?? []), value]);
      cells.set(`${exampleId(example)} ${name}`, value);
    }
  }
  if (frontierType === 'instance' || byObjective.size === 0) return scores;
  if (frontierType === 'cartesian') return cells;
  const means = [...byObjective].map(
    ([name, values]) =>
      [`objective ${name}`, values.reduce((sum, value) => sum + value, 0) / values.length] as const,
  );
  return new Map(frontierType === 'hybrid' ? [...scores, ...means] : means);
}
