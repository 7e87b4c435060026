import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import { matchesFilter } from './filter/matches-filter';
import type { FilterNode } from './filter/metadata-filter';
import { readFilter } from './filter/read-filter';
import type { RetrieveOptions, StoredPassage } from './retriever';

const WHERE = 'retrieve(query, ...)';

/** A question that was checked. */
export interface Question {
  readonly k: number;
  readonly filter: FilterNode | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Whether a passage may be found. */
export type PassagePredicate = (passage: StoredPassage) => boolean;

/** One question to a retriever that holds its passages in this process. */
export interface LocalRetrieveOptions extends Omit<RetrieveOptions, 'filter'> {
  /**
   * Keeps only passages that it fits, or for which it is true; applied before `k`.
   * @default all passages
   */
  readonly filter?: RetrieveOptions['filter'] | PassagePredicate;
}

/**
 * Checks what every retriever is asked.
 *
 * @param standard the `k` where the question names none.
 * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}; the signal's reason when it is aborted.
 */
export function readQuestion(query: unknown, options: RetrieveOptions, standard = 5): Question {
  assertQuery(query);
  assertKnownOptions(options, ['k', 'filter', 'signal'], WHERE);
  const { k = standard, filter, signal } = options;
  assertCount(k, 'retrieve(query, { k })');
  const read = filter === undefined ? undefined : readFilter(filter, WHERE);
  signal?.throwIfAborted();
  return { k, filter: read, signal };
}

/** The same for a retriever in this process, whose filter may be a predicate. */
export function readLocalQuestion(
  query: unknown,
  { filter: given, ...options }: LocalRetrieveOptions,
  standard?: number,
): Omit<Question, 'filter'> & { readonly accepts: PassagePredicate | undefined } {
  const isPredicate = typeof given === 'function';
  const { k, filter, signal } = readQuestion(
    query,
    isPredicate ? options : { ...options, filter: given },
    standard,
  );
  if (isPredicate) return { k, signal, accepts: given };
  return { k, signal, accepts: filter && ((passage) => matchesFilter(filter, passage.metadata)) };
}

/** @throws {@link InvalidArgumentError} for what is no whole number of at least 1. */
export function assertCount(value: unknown, where: string): asserts value is number {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return;
  throw new InvalidArgumentError(where, { found: String(value), expected: 'a whole number of at least 1.' });
}

function assertQuery(query: unknown): asserts query is string {
  if (typeof query === 'string') return;
  throw new InvalidArgumentError('retrieve(query)', { found: typeof query, expected: 'a text.' });
}
