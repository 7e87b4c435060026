import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import type { EmbedCall, Embedder } from './embedder';
import { bucketOf } from './providers/embedded/hash-text';
import { trigramsOf, wordsOf } from './providers/embedded/tokens';

/** How a {@link HashedEmbedder} lays out its vectors. */
export interface HashedEmbedderOptions {
  /**
   * Length of a vector; at least 8. More dimensions, fewer accidental collisions.
   * @default 512
   */
  readonly dimensions?: number;
  /**
   * Another seed, another layout: vectors of two seeds do not compare.
   * @default 0
   */
  readonly seed?: number;
}

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.5;
const TRIGRAM_WEIGHT = 0.35;

/**
 * Embeds by hashing words, neighbouring words and character trigrams (the hashing trick, Weinberger et al., 2009).
 *
 * It runs in the process, needs no key and gives the same vectors on every machine. It knows spelling, not meaning:
 * "refund" is near "refunded" and far from "money back".
 *
 * @example
 * ```ts
 * const [vector] = await new HashedEmbedder({ dimensions: 256 }).embed(['a wonderful evening']);
 * ```
 */
export class HashedEmbedder implements Embedder {
  readonly dimensions: number;
  readonly seed: number;

  /** @throws {@link InvalidArgumentError} for a length or seed that is not a whole number. */
  constructor(options: HashedEmbedderOptions = {}) {
    assertKnownOptions(options, ['dimensions', 'seed'], 'new HashedEmbedder(...)');
    const { dimensions = 512, seed = 0 } = options;
    if (!Number.isSafeInteger(dimensions) || dimensions < 8 || dimensions > 65_536) {
      throw new InvalidArgumentError('new HashedEmbedder({ dimensions })', {
        found: String(dimensions),
        expected: 'a whole number from 8 to 65536.',
      });
    }
    if (!Number.isSafeInteger(seed)) {
      throw new InvalidArgumentError('new HashedEmbedder({ seed })', {
        found: String(seed),
        expected: 'a whole number.',
      });
    }
    this.dimensions = dimensions;
    this.seed = seed;
  }

  get id(): string {
    return `hashed/${this.dimensions}/${this.seed}`;
  }

  async embed(texts: readonly string[], call: EmbedCall = {}): Promise<Float32Array[]> {
    return texts.map((text) => {
      call.signal?.throwIfAborted();
      return this.#vectorOf(text);
    });
  }

  #vectorOf(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    const add = (feature: string, weight: number): void => {
      const { bucket, sign } = bucketOf(feature, this.seed, this.dimensions);
      vector[bucket] = (vector[bucket] as number) + sign * weight;
    };
    const words = wordsOf(text);
    words.forEach((word, index) => {
      add(`w:${word}`, WORD_WEIGHT);
      if (index > 0) add(`p:${words[index - 1]} ${word}`, PAIR_WEIGHT);
      for (const trigram of trigramsOf(word)) add(`t:${trigram}`, TRIGRAM_WEIGHT);
    });
    return normalized(vector);
  }
}

function normalized(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  return vector.map((value) => value * scale);
}
