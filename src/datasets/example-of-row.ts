import { Example } from '../primitives';
import { nearestOf } from '../util';
import { DatasetRowError } from './dataset-errors';
import type { Row } from './row';

/** Which fields of a row an example has, and which of them are inputs. */
export interface RowFields {
  readonly inputs?: readonly string[];
  readonly columns?: readonly string[];
}

/**
 * The example of a row.
 *
 * @throws {@link DatasetRowError} when the row lacks a field that was asked for.
 */
export function exampleOfRow(row: Row, { inputs, columns }: RowFields): Example {
  for (const column of columns ?? []) assertHas(row, column, 'column');
  for (const input of inputs ?? []) assertHas(row, input, 'input');
  const record =
    columns === undefined
      ? row.record
      : Object.fromEntries(
          [...new Set([...columns, ...(inputs ?? [])])].map((name) => [name, row.record[name]]),
        );
  const example = Example.from(record) as Example;
  return inputs === undefined ? example : example.withInputs(...inputs);
}

function assertHas({ record, place }: Row, name: string, role: string): void {
  if (Object.hasOwn(record, name)) return;
  const names = Object.keys(record);
  const nearest = nearestOf(name, names);
  throw new DatasetRowError(place, {
    reason: `lacks the ${role} ${JSON.stringify(name)}`,
    expected: `one of its fields: ${names.join(', ') || 'it has none'}.`,
    ...(nearest === undefined ? {} : { fix: `write "${nearest}" instead of "${name}", or correct the row.` }),
  });
}
