import { InvalidArgumentError } from '../errors';

/** A vector that was found, by its place in the index. */
export interface Neighbor {
  readonly index: number;
  /** Cosine similarity, −1 to 1. */
  readonly score: number;
}

/** Vectors that can be searched exactly, by cosine similarity. Immutable. */
export class VectorIndex {
  private constructor(
    private readonly units: Float32Array,
    /** How many vectors there are. */
    readonly size: number,
    /** How long each of them is. */
    readonly dimensions: number,
  ) {}

  /**
   * Copies vectors into an index. A vector of zeros is similar to nothing: its score is 0.
   *
   * @throws {@link InvalidArgumentError} when their lengths differ.
   */
  static from(vectors: readonly ArrayLike<number>[]): VectorIndex {
    const dimensions = vectors[0]?.length ?? 0;
    const units = new Float32Array(vectors.length * dimensions);
    vectors.forEach((vector, index) => {
      assertLength(vector, dimensions, `VectorIndex.from(vectors)[${index}]`);
      units.set(unitOf(vector), index * dimensions);
    });
    return new VectorIndex(units, vectors.length, dimensions);
  }

  /**
   * The `k` most similar vectors, best first; equally similar ones in the order of the index.
   *
   * @param accepts leaves out vectors for which it is false.
   */
  nearest(query: ArrayLike<number>, k: number, accepts?: (index: number) => boolean): Neighbor[] {
    if (this.size === 0 || k <= 0) return [];
    assertLength(query, this.dimensions, 'VectorIndex.nearest(query)');
    const unit = unitOf(query);
    const best: Neighbor[] = [];
    for (let index = 0; index < this.size; index++) {
      if (accepts !== undefined && !accepts(index)) continue;
      const score = this.similarity(index, unit);
      if (best.length === k && score <= (best[k - 1] as Neighbor).score) continue;
      insert(best, { index, score });
      if (best.length > k) best.pop();
    }
    return best;
  }

  private similarity(index: number, unit: Float64Array): number {
    const start = index * this.dimensions;
    let sum = 0;
    for (let place = 0; place < this.dimensions; place++) {
      sum += (this.units[start + place] as number) * (unit[place] as number);
    }
    return sum;
  }
}

function unitOf(vector: ArrayLike<number>): Float64Array {
  const unit = Float64Array.from(vector);
  let squares = 0;
  for (const part of unit) squares += part * part;
  const length = Math.sqrt(squares);
  return length === 0 ? unit : unit.map((part) => part / length);
}

/** Puts a neighbor behind those at least as similar, so that earlier vectors win ties. */
function insert(best: Neighbor[], found: Neighbor): void {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((best[middle] as Neighbor).score >= found.score) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, found);
}

function assertLength(vector: ArrayLike<number>, dimensions: number, where: string): void {
  if (vector.length === dimensions) return;
  throw new InvalidArgumentError(where, {
    found: `${vector.length} dimensions`,
    expected: `${dimensions} dimensions, as the index has.`,
    fix: 'embed the texts and the query with the same embedder.',
  });
}
