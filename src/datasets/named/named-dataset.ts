import { Example } from '../../primitives';
import { Dataset } from '../dataset';
import { DatasetRowError, type RowFault } from '../dataset-errors';
import type { DatasetUrlOptions } from '../file-options';
import { isWebAddress } from '../web/web-address';

/** How the files of a named dataset are read. */
export type NamedDatasetOptions = Pick<DatasetUrlOptions, 'signal' | 'token'>;

/** The keys of {@link NamedDatasetOptions}. */
export const NAMED_OPTIONS: readonly (keyof NamedDatasetOptions)[] = ['signal', 'token'];

/** A row of a source, with what it takes to complain about it. */
export interface SourceRow {
  readonly record: Readonly<Record<string, unknown>>;
  readonly source: string;
  /** From 1. */
  readonly row: number;
}

/** All rows of a file or an address. */
export async function rowsAt(
  source: string,
  { signal, token }: NamedDatasetOptions,
): Promise<readonly SourceRow[]> {
  const dataset = isWebAddress(source)
    ? Dataset.fromUrl(source, { signal, token })
    : Dataset.fromFile(source, { signal });
  const examples = await dataset.toArray();
  return examples.map((example, index) => ({ record: example.toJSON(), source, row: index + 1 }));
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
