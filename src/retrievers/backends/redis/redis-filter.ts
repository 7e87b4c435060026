import { unreachable } from '../../../util';
import type { FilterNode, FilterOrder, FilterValue } from '../../filter/metadata-filter';
import { UnsupportedFilterError } from '../../retriever-errors';
import { greatestOf, hexOf, itemsOf, leastOf, PRESENT } from './redis-hash';

/**
 * A filter as a query of Redis; true where it fits everything, false where it fits nothing.
 *
 * @param fields those that the index knows.
 * @throws {@link UnsupportedFilterError} for a field that is not among them, and for an order of texts.
 */
export function redisFilter(filter: FilterNode, fields: readonly string[]): string | boolean {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return joined(
        filter.of.map((part) => redisFilter(part, fields)),
        filter.kind,
      );
    case 'not': {
      const inner = redisFilter(filter.of, fields);
      return typeof inner === 'string' ? `(-${inner})` : !inner;
    }
    case 'in':
      return tagged(
        itemsOf(known(filter.field, fields)),
        filter.values.map((value: FilterValue) => JSON.stringify(value)),
      );
    case 'order':
      return inOrder(known(filter.field, fields), filter.order, filter.value);
    case 'exists':
      return tagged(PRESENT, [hexOf(filter.field)]);
    default:
      return unreachable(filter);
  }
}

function joined(parts: readonly (string | boolean)[], kind: 'all' | 'any'): string | boolean {
  const decisive = kind === 'any';
  if (parts.includes(decisive)) return decisive;
  const left = parts.filter((part) => typeof part === 'string');
  return left.length === 0 ? !decisive : `(${left.join(kind === 'all' ? ' ' : ' | ')})`;
}

function tagged(name: string, values: readonly string[]): string {
  return `(@${name}:{${values.map(escaped).join(' | ')}})`;
}

/** One item of a list is greater when the greatest is. */
function inOrder(field: string, order: FilterOrder, value: number | string): string {
  if (typeof value === 'string') {
    const found = JSON.stringify({ [field]: { [`$${order}`]: value } });
    throw new UnsupportedFilterError(
      'RedisRetriever',
      found,
      'ranges of numbers; keep dates as numbers, such as 20260531.',
    );
  }
  switch (order) {
    case 'gt':
      return `(@${greatestOf(field)}:[(${value} +inf])`;
    case 'gte':
      return `(@${greatestOf(field)}:[${value} +inf])`;
    case 'lt':
      return `(@${leastOf(field)}:[-inf (${value}])`;
    case 'lte':
      return `(@${leastOf(field)}:[-inf ${value}])`;
    default:
      return unreachable(order);
  }
}

/** Everything in ASCII but letters, digits and underscores means something in a query. */
function escaped(text: string): string {
  return text.replace(/[\u0000-\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u007f]/g, '\\$&');
}

function known(field: string, fields: readonly string[]): string {
  if (fields.includes(field)) return field;
  throw new UnsupportedFilterError(
    'RedisRetriever',
    JSON.stringify(field),
    `fields that the index was made for: ${fields.length === 0 ? 'none' : fields.join(', ')}. Name it in the option fields.`,
  );
}
