import type { Candidate } from '../candidate/candidate';
import { bestPlaces } from '../search/rungs';

/** Scores of one candidate on one example. */
interface Cell {
  readonly example: string;
  sum: number;
  count: number;
}

/** A candidate counts as average by so many runs, until it has some of its own. */
const DOUBT = 4;
/** Rounds in which effects of candidates and examples are told apart. */
const ROUNDS = 6;

/**
 * How good each candidate is by all its runs, whichever examples they were on: candidates meet different batches, and a batch of
 * easy examples must not make a poor candidate look good.
 *
 * @remarks A score is taken for the sum of what candidate and example contribute; both are fitted in turn, those of
 * candidates with few runs shrunk towards the average.
 */
export class Standings {
  readonly #entries = new Map<string, { readonly candidate: Candidate; readonly cells: Map<string, Cell> }>();
  #fitted: ReadonlyMap<string, number> | undefined;

  /** Takes note of a candidate. */
  enter(candidate: Candidate): void {
    if (!this.has(candidate)) this.#entries.set(candidate.id, { candidate, cells: new Map() });
    this.#fitted = undefined;
  }

  /** Takes a score on an example. */
  add(candidate: Candidate, example: string, score: number): void {
    this.enter(candidate);
    const cells = this.#entries.get(candidate.id)?.cells as Map<string, Cell>;
    const cell = cells.get(example) ?? { example, sum: 0, count: 0 };
    cells.set(example, cell);
    cell.sum += score;
    cell.count++;
  }

  has(candidate: Candidate): boolean {
    return this.#entries.has(candidate.id);
  }

  /** How much better than the average some candidates are; one that was never run is the average. */
  of(candidates: readonly Candidate[]): readonly number[] {
    this.#fitted ??= this.#fit();
    return candidates.map(({ id }) => this.#fitted?.get(id) ?? 0);
  }

  /** The best candidates, best first; of equals the earlier. */
  top(count: number): readonly Candidate[] {
    const candidates = [...this.#entries.values()].map(({ candidate }) => candidate);
    return bestPlaces(this.of(candidates), count).map((place) => candidates[place] as Candidate);
  }

  #fit(): ReadonlyMap<string, number> {
    let effects: ReadonlyMap<string, number> = new Map();
    for (let round = 0; round < ROUNDS; round++)
      effects = this.#candidateEffects(this.#exampleEffects(effects));
    return effects;
  }

  /** What examples contribute, given what candidates do. */
  #exampleEffects(candidates: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const totals = new Map<string, { sum: number; count: number }>();
    for (const [id, { cells }] of this.#entries) {
      for (const { example, sum, count } of cells.values()) {
        const total = totals.get(example) ?? { sum: 0, count: 0 };
        totals.set(example, total);
        total.sum += sum - count * (candidates.get(id) ?? 0);
        total.count += count;
      }
    }
    return new Map([...totals].map(([example, { sum, count }]) => [example, sum / count]));
  }

  /** What candidates contribute, given what examples do. */
  #candidateEffects(examples: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const effects = new Map<string, number>();
    for (const [id, { cells }] of this.#entries) {
      let [left, runs] = [0, 0];
      for (const { example, sum, count } of cells.values()) {
        left += sum - count * (examples.get(example) ?? 0);
        runs += count;
      }
      effects.set(id, left / (runs + DOUBT));
    }
    return effects;
  }
}
