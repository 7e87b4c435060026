import { DspyError } from '../../errors';

/** An embedder gave something that is no list of vectors for the texts it was given. */
export class EmbeddingError extends DspyError {
  static override readonly code = 'EMBEDDING';

  /**
   * @param embedder who gave it.
   * @param found what came.
   * @param expected what should have come.
   */
  constructor(embedder: string, found: string, expected: string) {
    super({ problem: `${embedder} gave no usable vectors.`, found, expected });
  }
}

/** Refuses vectors that are not one for each text, of one length, of finite numbers. */
export function assertVectors(embedder: string, vectors: readonly ArrayLike<number>[], texts: number): void {
  if (!Array.isArray(vectors) || vectors.length !== texts) {
    const found = Array.isArray(vectors) ? `${vectors.length} vectors` : typeof vectors;
    throw new EmbeddingError(embedder, found, `${texts} vectors, one for each text.`);
  }
  const [first] = vectors;
  for (const [index, vector] of vectors.entries()) {
    if (vector.length === 0 || vector.length !== first?.length)
      throw new EmbeddingError(
        embedder,
        `vector ${index} of length ${vector.length}`,
        'vectors of one length.',
      );
    if (!Array.prototype.every.call(vector, Number.isFinite))
      throw new EmbeddingError(embedder, `vector ${index} with a number that is none`, 'finite numbers.');
  }
}
