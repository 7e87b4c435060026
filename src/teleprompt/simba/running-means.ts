import type { Candidate } from '../candidate/candidate';
import { bestPlaces } from '../search/rungs';

/** The mean score of each candidate over all its runs. */
export class RunningMeans {
  readonly #entries = new Map<string, { readonly candidate: Candidate; sum: number; count: number }>();

  /** Takes a score, or only takes note of the candidate. */
  add(candidate: Candidate, score?: number): void {
    const entry = this.#entries.get(candidate.id) ?? { candidate, sum: 0, count: 0 };
    this.#entries.set(candidate.id, entry);
    if (score === undefined) return;
    entry.sum += score;
    entry.count++;
  }

  has(candidate: Candidate): boolean {
    return this.#entries.has(candidate.id);
  }

  /** The means of some candidates; one that was never run counts as the mean of all. */
  of(candidates: readonly Candidate[]): readonly number[] {
    const overall = this.#overall;
    return candidates.map(({ id }) => {
      const { sum = 0, count = 0 } = this.#entries.get(id) ?? {};
      return count === 0 ? overall : sum / count;
    });
  }

  /** The best candidates, best first; of equals the earlier. */
  top(count: number): readonly Candidate[] {
    const candidates = [...this.#entries.values()].map(({ candidate }) => candidate);
    return bestPlaces(this.of(candidates), count).map((place) => candidates[place] as Candidate);
  }

  get #overall(): number {
    let [sum, count] = [0, 0];
    for (const entry of this.#entries.values()) {
      sum += entry.sum;
      count += entry.count;
    }
    return count === 0 ? 0 : sum / count;
  }
}
