import { Example } from '../../primitives';
import { Dataset } from '../dataset';
import { DatasetRowError, type RowFault } from '../dataset-errors';
import type { DatasetUrlOptions } from '../file-options';
import { isWebAddress } from '../web/web-address';

/** How the files of a named dataset are read. */
export type NamedDatasetOptions = Pick<DatasetUrlOptions, 'signal' | 'token'>;

/** The keys of {@link NamedDatasetOptions}. */
export const NAMED_OPTIONS: readonly (keyof NamedDatasetOptions)[] = ['signal', 'token'];

/** All rows of a file or address, as plain objects. */
export async function rowsAt(
  place: string,
  { signal, token }: NamedDatasetOptions,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const dataset = isWebAddress(place)
    ? Dataset.fromUrl(place, { signal, token })
    : Dataset.fromFile(place, { signal });
  return (await dataset.toArray()).map((example) => example.toJSON());
}

/** A row of a source, with what it takes to complain about it. */
export interface SourceRow {
  readonly record: Readonly<Record<string, unknown>>;
  readonly source: string;
  /** From 1. */
  readonly row: number;
}

/** The text in a field of a row. */
export function textIn(row: SourceRow, field: string): string {
  const value = row.record[field];
  return typeof value === 'string'
    ? value
    : complain(row, field, { reason: 'is no text', found: JSON.stringify(value) ?? 'nothing' });
}

/** @throws {@link DatasetRowError} always. */
export function complain({ source, row }: SourceRow, column: string, fault: RowFault): never {
  throw new DatasetRowError(
    { source, row, column },
    { fix: 'give the file of the dataset as its authors publish it.', ...fault },
  );
}

/** Examples with the same inputs. */
export function examplesWith<Fields extends object>(
  records: readonly Fields[],
  ...inputs: (keyof Fields & string)[]
): readonly Example<Fields, Partial<Fields>>[] {
  return Object.freeze(
    records.map(
      (record) =>
        Example.from(record as object).withInputs(...(inputs as never[])) as unknown as Example<Fields>,
    ),
  );
}
