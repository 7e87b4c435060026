import type { RowPlace } from './dataset-errors';

/** What a reader of a format gives: the fields of one example, and where they stood. */
export interface Row {
  readonly record: Readonly<Record<string, unknown>>;
  readonly place: RowPlace;
}
