import { DatasetConsumedError } from './dataset-errors';

/** Rows that are at hand or come one by one. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/**
 * Gives the rows anew each time it is called.
 *
 * @returns a function that throws {@link DatasetConsumedError} when it is called again for an iterator, which can be
 * read once.
 */
export function again<Row>(source: Rows<Row> | (() => Rows<Row>)): () => Rows<Row> {
  if (typeof source === 'function') return source;
  if (!isIterator(source)) return () => source;
  let consumed = false;
  return () => {
    if (consumed) throw new DatasetConsumedError();
    consumed = true;
    return source;
  };
}

function isIterator(source: object): boolean {
  return 'next' in source && typeof source.next === 'function';
}
