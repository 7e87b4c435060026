import { unreachable } from '../../../util';
import type { FilterNode, FilterValue } from '../../filter/metadata-filter';
import { UnsupportedFilterError } from '../../retriever-errors';

/** A condition in Qdrant's language, as JSON. */
export type QdrantCondition = Readonly<Record<string, unknown>>;

/**
 * A filter as Qdrant's, over the payload's `metadata`.
 *
 * @throws {@link UnsupportedFilterError} for an order of texts.
 */
export function qdrantFilter(filter: FilterNode): QdrantCondition {
  switch (filter.kind) {
    case 'all':
      return { must: filter.of.map(qdrantFilter) };
    case 'any':
      return { should: filter.of.map(qdrantFilter) };
    case 'not':
      return { must_not: [qdrantFilter(filter.of)] };
    case 'in':
      return oneOf(keyOf(filter.field), filter.values);
    case 'order': {
      const { field, order, value } = filter;
      if (typeof value === 'number') return { must: [{ key: keyOf(field), range: { [order]: value } }] };
      const found = JSON.stringify({ [field]: { [`$${order}`]: value } });
      throw new UnsupportedFilterError(
        'QdrantRetriever',
        found,
        'ranges of numbers; keep dates as numbers, such as 20260531.',
      );
    }
    case 'exists':
      return { must_not: [{ is_empty: { key: keyOf(filter.field) } }] };
    default:
      return unreachable(filter);
  }
}

/** Qdrant compares numbers that are not whole by ranges alone. */
function oneOf(key: string, values: readonly FilterValue[]): QdrantCondition {
  const texts = values.filter((value) => typeof value === 'string');
  const others = values.filter((value) => typeof value !== 'string');
  return {
    should: [
      ...(texts.length === 0 ? [] : [{ key, match: { any: texts } }]),
      ...others.map((value) =>
        typeof value === 'number' ? { key, range: { gte: value, lte: value } } : { key, match: { value } },
      ),
    ],
  };
}

function keyOf(field: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(field)) return `metadata.${field}`;
  if (!field.includes('"')) return `metadata."${field}"`;
  throw new UnsupportedFilterError(
    'QdrantRetriever',
    JSON.stringify(field),
    'names of fields without quotation marks.',
  );
}
