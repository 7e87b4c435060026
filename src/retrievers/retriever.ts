/** A text that a retriever found. */
export interface Passage {
  readonly text: string;
  /** How well it fits; higher is better, comparable only within one answer. */
  readonly score: number;
  /** Where it stands in the collection. */
  readonly id: string;
  /** Whatever the collection knows about it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** One question to a {@link Retriever}. */
export interface RetrieveOptions {
  /**
   * Most passages to give.
   * @default 5
   */
  readonly k?: number;
  /** Keeps only passages for which it is true; applied before `k`, so that `k` of them come back if there are as many. */
  readonly filter?: (passage: Omit<Passage, 'score'>) => boolean;
  /** Aborts the search with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Finds the passages of a collection that fit a query.
 *
 * Implementers promise: passages come best first, equal scores in the order of the collection; at most `k`, fewer when
 * the collection or the filter leaves fewer; the same query gives the same passages while the collection is unchanged;
 * concurrent calls are safe; an aborted call rejects with the signal's reason.
 */
export interface Retriever {
  retrieve(query: string, options?: RetrieveOptions): Promise<readonly Passage[]>;
}
