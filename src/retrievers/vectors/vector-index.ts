import { InvalidArgumentError } from '../../errors';
import { BestPlaces, type ScoredPlace } from '../best-places';
import { dotProduct } from './dot-product';

/** A vector that was found, by its place in the index, with its cosine similarity, −1 to 1. */
export type Neighbor = ScoredPlace;

/** How many numbers a block holds, about. */
const BLOCK = 1 << 20;

/**
 * Vectors that can be searched exactly, by cosine similarity. They lie in blocks, so that more can be added without a copy
 * of the rest.
 */
export class VectorIndex {
  readonly #blocks: Float32Array[] = [];
  #size = 0;
  #dimensions: number | undefined;

  /**
   * Copies vectors into an index. A vector of zeros is similar to nothing: its score is 0.
   *
   * @throws {@link InvalidArgumentError} when their lengths differ.
   */
  static from(vectors: readonly ArrayLike<number>[]): VectorIndex {
    const index = new VectorIndex();
    index.add(vectors);
    return index;
  }

  /** How many vectors there are. */
  get size(): number {
    return this.#size;
  }

  /** How long each of them is; undefined when there is none. */
  get dimensions(): number | undefined {
    return this.#dimensions;
  }

  /**
   * Adds vectors behind the others: all or none.
   *
   * @throws {@link InvalidArgumentError} when their lengths differ.
   */
  add(vectors: readonly ArrayLike<number>[]): void {
    const dimensions = this.#dimensions ?? vectors[0]?.length;
    if (dimensions === undefined) return;
    if (dimensions === 0) throw noDimensions();
    vectors.forEach((vector, index) =>
      assertLength(vector, dimensions, `VectorIndex.add(vectors)[${index}]`),
    );
    for (const vector of vectors) this.#push(Float32Array.from(unitOf(vector)), dimensions);
  }

  /** Adds rows that are of length 1 already, as {@link rows} gave them. */
  addRows(rows: Float32Array, dimensions: number): void {
    for (let start = 0; start < rows.length; start += dimensions) {
      this.#push(rows.subarray(start, start + dimensions), dimensions);
    }
  }

  /** The vectors of these places one after the other, in pieces. */
  *rows(places: Iterable<number>): Generator<Float32Array> {
    const dimensions = this.#dimensions;
    if (dimensions === undefined) return;
    const perBlock = rowsPerBlock(dimensions);
    const blocks = [...this.#blocks];
    for (const place of places) {
      const start = (place % perBlock) * dimensions;
      yield (blocks[Math.floor(place / perBlock)] as Float32Array).subarray(start, start + dimensions);
    }
  }

  /**
   * The `k` most similar vectors, best first; equally similar ones in the order of the index.
   *
   * @param accepts leaves out vectors for which it is false. Asked only for those that are near enough.
   */
  nearest(query: ArrayLike<number>, k: number, accepts?: (index: number) => boolean): Neighbor[] {
    const dimensions = this.#dimensions;
    if (dimensions === undefined || k <= 0) return [];
    assertLength(query, dimensions, 'VectorIndex.nearest(query)');
    const unit = unitOf(query);
    const best = new BestPlaces(k);
    const perBlock = rowsPerBlock(dimensions);
    this.#blocks.forEach((block, number) => {
      const first = number * perBlock;
      const count = Math.min(perBlock, this.#size - first);
      for (let row = 0; row < count; row++) {
        const score = dotProduct(block, row * dimensions, unit);
        if (best.wants(score) && (accepts === undefined || accepts(first + row)))
          best.offer(first + row, score);
      }
    });
    return best.found;
  }

  #push(row: Float32Array, dimensions: number): void {
    this.#dimensions = dimensions;
    const perBlock = rowsPerBlock(dimensions);
    const place = this.#size % perBlock;
    const number = Math.floor(this.#size / perBlock);
    const block = this.#roomIn(number, place, dimensions);
    block.set(row, place * dimensions);
    this.#size++;
  }

  /** The first block grows, so that a small index is small. */
  #roomIn(number: number, place: number, dimensions: number): Float32Array {
    const standing = this.#blocks[number];
    if (standing !== undefined && standing.length > place * dimensions) return standing;
    const rows =
      number > 0 ? rowsPerBlock(dimensions) : Math.min(rowsPerBlock(dimensions), Math.max(16, place * 2));
    const block = new Float32Array(rows * dimensions);
    if (standing !== undefined) block.set(standing);
    this.#blocks[number] = block;
    return block;
  }
}

function rowsPerBlock(dimensions: number): number {
  return Math.max(1, Math.floor(BLOCK / Math.max(1, dimensions)));
}

function unitOf(vector: ArrayLike<number>): Float64Array {
  const unit = Float64Array.from(vector);
  let squares = 0;
  for (const part of unit) squares += part * part;
  const length = Math.sqrt(squares);
  return length === 0 ? unit : unit.map((part) => part / length);
}

function noDimensions(): InvalidArgumentError {
  return new InvalidArgumentError('VectorIndex.add(vectors)', {
    found: '0 dimensions',
    expected: 'at least 1.',
  });
}

function assertLength(vector: ArrayLike<number>, dimensions: number, where: string): void {
  if (vector.length === dimensions) return;
  throw new InvalidArgumentError(where, {
    found: `${vector.length} dimensions`,
    expected: `${dimensions} dimensions, as the index has.`,
    fix: 'embed the texts and the query with the same embedder.',
  });
}
