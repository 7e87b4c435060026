import { asyncPool } from '../../util';
import type { EmbeddingCache } from './embedding-cache';

/** How texts become vectors, a batch at a time. */
export interface BatchPlan {
  readonly batchSize: number;
  readonly concurrency: number;
  readonly cache: EmbeddingCache;
  readonly signal: AbortSignal | undefined;
  /** The vectors of one batch, of length 1, in the order of the texts. */
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
}

/** The vectors of all texts, in their order: from the cache where it has them, the others in batches, each text once. */
export async function embedInBatches(texts: readonly string[], plan: BatchPlan): Promise<Float32Array[]> {
  const { batchSize, concurrency, cache, signal } = plan;
  signal?.throwIfAborted();
  const vectors = new Map<string, Float32Array>();
  const missing: string[] = [];
  for (const text of new Set(texts)) {
    const known = await cache.get(text);
    if (known === undefined) missing.push(text);
    else vectors.set(text, known);
  }
  const batches = Array.from({ length: Math.ceil(missing.length / batchSize) }, (_, index) =>
    missing.slice(index * batchSize, (index + 1) * batchSize),
  );
  await asyncPool({ concurrency, signal }, batches, async (batch) => {
    const made = await plan.embed(batch);
    for (const [index, text] of batch.entries()) {
      const vector = made[index] as Float32Array;
      vectors.set(text, vector);
      await cache.set(text, vector);
    }
  });
  // Copies, so that nobody changes the vector of another.
  return texts.map((text) => Float32Array.from(vectors.get(text) as Float32Array));
}
