import { isPlainObject } from '../../util';
import { DatasetRowError, type RowPlace } from '../dataset-errors';

/**
 * The value with each `bigint` in it as a `number`.
 *
 * @throws {@link DatasetRowError} for one that would lose digits, naming its column.
 */
export function plainValue(value: unknown, place: RowPlace): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new DatasetRowError(place, {
      reason: `has the number ${value}, which is too large to keep its digits`,
      fix: 'write the column as text.',
    });
  }
  if (Array.isArray(value)) return value.map((item) => plainValue(item, place));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      plainValue(inner, place.column === undefined ? { ...place, column: name } : place),
    ]),
  );
}
