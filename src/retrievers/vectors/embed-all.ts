import { InvalidArgumentError } from '../../errors';
import type { Embedder } from '../../lm';

/**
 * Embeds any number of texts, batch after batch.
 *
 * @param batchSize most texts in one call of the embedder.
 * @throws {@link InvalidArgumentError} when it gives not one vector for each text.
 */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  { batchSize, signal }: { readonly batchSize: number; readonly signal?: AbortSignal },
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += batchSize) {
    signal?.throwIfAborted();
    const asked = texts.slice(start, start + batchSize);
    const batch = await embedder.embed(asked, { signal });
    assertOneEach(batch.length, asked.length);
    for (const vector of batch) vectors.push(vector);
  }
  return vectors;
}

function assertOneEach(given: number, asked: number): void {
  if (given === asked) return;
  throw new InvalidArgumentError('The embedder', {
    found: `${given} vectors for ${asked} texts`,
    expected: 'one vector for each text, in their order.',
  });
}
