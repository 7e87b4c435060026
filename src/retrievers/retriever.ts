import type { MetadataFilter } from './filter/metadata-filter';

/** A text that a retriever found. */
export interface Passage {
  readonly text: string;
  /** How well it fits; higher is better, comparable only within one answer. */
  readonly score: number;
  /** What it is called in the collection. */
  readonly id: string;
  /** What the collection knows about it: JSON values. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A passage that is not the answer to a question. */
export type StoredPassage = Omit<Passage, 'score'>;

/** A passage on its way into a collection: a text alone, or with an id and metadata. */
export type PassageInput = string | (Partial<Omit<StoredPassage, 'text'>> & { readonly text: string });

/** One question to a {@link Retriever}. */
export interface RetrieveOptions {
  /**
   * Most passages to give.
   * @default 5
   */
  readonly k?: number;
  /**
   * Keeps only passages whose metadata it fits; applied before `k`, so that `k` of them come back if there are as many.
   * @default all passages
   */
  readonly filter?: MetadataFilter;
  /** Aborts the search with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Finds the passages of a collection that fit a query.
 *
 * Implementers promise: passages come best first, equal scores in an order that stays; at most `k`, fewer when the
 * collection or the filter leaves fewer; the same query gives the same passages while the collection is unchanged;
 * a filter that cannot be carried out is an {@link UnsupportedFilterError}, never ignored; concurrent calls are safe; an
 * aborted call rejects with the signal's reason.
 */
export interface Retriever {
  retrieve(query: string, options?: RetrieveOptions): Promise<readonly Passage[]>;
}

/** What surrounds a change of a {@link PassageCollection}. */
export interface ChangeOptions {
  /** Aborts the change with the signal's reason; what is done by then stays done. */
  readonly signal?: AbortSignal;
}

/** A {@link Retriever} whose collection can be changed through it. */
export interface PassageCollection extends Retriever {
  /**
   * Adds passages; one whose id is there already takes the other's place.
   *
   * @returns their ids, in the same order.
   */
  add(passages: readonly PassageInput[], options?: ChangeOptions): Promise<readonly string[]>;
  /** Removes passages. Ids that are not there are no error. */
  remove(ids: readonly string[], options?: ChangeOptions): Promise<void>;
}
