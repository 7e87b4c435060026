import { featuresOf, type Features } from './features';

/** One demonstration's likeness to a request. */
export interface Neighbour {
  readonly index: number;
  /** Cosine of the two texts' weighted features, 0 to 1. */
  readonly similarity: number;
}

/**
 * The demonstrations of a prompt, made ready for look-up: an inverted index with TF-IDF weights.
 *
 * Building it is linear in the demonstrations' text, a look-up in the number of features shared.
 */
export class DemoIndex {
  readonly #postings = new Map<number, [index: number, weight: number][]>();
  readonly #rarity = new Map<number, number>();
  readonly #count: number;

  constructor(texts: readonly string[]) {
    this.#count = texts.length;
    const all = texts.map(featuresOf);
    for (const { ids } of all) for (const id of ids) this.#rarity.set(id, (this.#rarity.get(id) ?? 0) + 1);
    for (const [id, documents] of this.#rarity) this.#rarity.set(id, Math.log(1 + texts.length / documents));
    all.forEach((features, index) => this.#post(features, index));
  }

  /** All demonstrations that share a feature with the text, nearest first, ties in the order shown. */
  neighbours(text: string): Neighbour[] {
    const features = featuresOf(text);
    const norm = this.#normOf(features);
    const sums = new Float64Array(this.#count);
    if (norm === 0) return [];
    for (const [position, id] of features.ids.entries()) {
      const weight = ((features.weights[position] as number) * this.#rarityOf(id)) / norm;
      for (const [index, other] of this.#postings.get(id) ?? [])
        sums[index] = (sums[index] as number) + weight * other;
    }
    return Array.from(sums, (similarity, index) => ({ index, similarity }))
      .filter(({ similarity }) => similarity > 0)
      .sort((left, right) => right.similarity - left.similarity || left.index - right.index);
  }

  #post(features: Features, index: number): void {
    const norm = this.#normOf(features);
    features.ids.forEach((id, position) => {
      const weight = ((features.weights[position] as number) * this.#rarityOf(id)) / norm;
      const known = this.#postings.get(id);
      if (known === undefined) this.#postings.set(id, [[index, weight]]);
      else known.push([index, weight]);
    });
  }

  #normOf({ ids, weights }: Features): number {
    let squares = 0;
    ids.forEach((id, position) => (squares += ((weights[position] as number) * this.#rarityOf(id)) ** 2));
    return Math.sqrt(squares);
  }

  /** A feature no demonstration has is as rare as can be. */
  #rarityOf(id: number): number {
    return this.#rarity.get(id) ?? Math.log(1 + this.#count);
  }
}
