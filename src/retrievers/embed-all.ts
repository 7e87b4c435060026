import type { Embedder } from '../lm';

/**
 * Embeds any number of texts, batch after batch.
 *
 * @param batchSize most texts in one call of the embedder.
 */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  { batchSize, signal }: { readonly batchSize: number; readonly signal?: AbortSignal },
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = await embedder.embed(texts.slice(start, start + batchSize), { signal });
    for (const vector of batch) vectors.push(vector);
  }
  return vectors;
}
