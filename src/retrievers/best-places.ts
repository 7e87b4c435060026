/** A place of an index and how well it fits. */
export interface ScoredPlace {
  readonly index: number;
  readonly score: number;
}

/** The best of what it is offered, best first; of equal ones, those offered first. */
export class BestPlaces {
  readonly #k: number;
  readonly #best: ScoredPlace[] = [];

  /** @param k how many are kept. */
  constructor(k: number) {
    this.#k = k;
  }

  /** Whether a place with this score would be kept. */
  wants(score: number): boolean {
    const last = this.#best[this.#k - 1];
    return last === undefined || score > last.score;
  }

  /** Keeps the place if it is among the best so far. */
  offer(index: number, score: number): void {
    if (!this.wants(score)) return;
    let low = 0;
    let high = this.#best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#best[middle] as ScoredPlace).score >= score) low = middle + 1;
      else high = middle;
    }
    this.#best.splice(low, 0, { index, score });
    if (this.#best.length > this.#k) this.#best.pop();
  }

  /** What was kept. */
  get found(): ScoredPlace[] {
    return this.#best;
  }
}
