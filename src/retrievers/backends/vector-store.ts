import type { FilterNode } from '../filter/metadata-filter';
import type { Passage, StoredPassage } from '../retriever';

/** A passage with its vector, as it is stored. */
export interface VectorRow extends StoredPassage {
  readonly vector: Float32Array;
}

/** What is looked for in a {@link VectorStore}. */
export interface VectorQuestion {
  readonly vector: Float32Array;
  readonly k: number;
  /** Undefined where all may be found. */
  readonly filter: FilterNode | undefined;
  /** Aborts at the deadline of the attempt, or when the caller does. */
  readonly signal: AbortSignal;
}

/**
 * A place outside of this process where vectors are kept: what has to be written to search another database through a
 * {@link VectorCollection}.
 *
 * Implementers promise: cosine similarity, best first; a filter that cannot be translated is an
 * {@link UnsupportedFilterError}; the signal reaches the connection where the client lets it; what the client throws is thrown
 * on, for `toError` to say what it means. They retry nothing and set no deadline: the collection does.
 */
export interface VectorStore {
  /** What it is called in errors and traces. */
  readonly name: string;
  /** The nearest passages that the filter fits. */
  search(question: VectorQuestion): Promise<readonly Passage[]>;
  /** Writes passages over those of the same ids. Creates what is needed to keep them when it is not there yet. */
  upsert(rows: readonly VectorRow[], signal: AbortSignal): Promise<void>;
  /** Removes passages. Ids that are not there are no error. */
  remove(ids: readonly string[], signal: AbortSignal): Promise<void>;
  /** What an error of the client means: with `retryable`, and without any secret. */
  toError(error: unknown): Error;
}
