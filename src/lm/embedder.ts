/** What surrounds one call of an {@link Embedder}. */
export interface EmbedCall {
  /** Aborts the call; the abort reaches the socket where there is one. */
  readonly signal?: AbortSignal;
}

/**
 * Turns texts into vectors, so that texts of like meaning lie close together.
 *
 * Implementers promise: one vector per text, in the order of the texts, all of one length; vectors of length 1 (or all
 * zero for a text that says nothing), so that the dot product is the cosine; the same text gives the same vector
 * whatever stands beside it; an aborted call rejects with the signal's reason; it is safe to call concurrently.
 */
export interface Embedder {
  /**
   * Names all that decides on a vector beside the text: model, length, settings. Files of vectors keep it, so that they are not
   * searched with another embedder's. Never a secret.
   * @default the name of the class
   */
  readonly id?: string;
  embed(texts: readonly string[], call?: EmbedCall): Promise<Float32Array[]>;
}

/** What an embedder is known by in files of vectors. */
export function embedderIdOf(embedder: Embedder): string {
  return embedder.id ?? embedder.constructor.name;
}
