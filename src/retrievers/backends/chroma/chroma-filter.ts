import { unreachable } from '../../../util';
import type { FilterNode } from '../../filter/metadata-filter';
import { UnsupportedFilterError } from '../../retriever-errors';
import { greatestKey, itemsKey, itemText, leastKey } from './chroma-metadata';

/** A condition in Chroma's language. */
export type ChromaWhere = Readonly<Record<string, unknown>>;

/**
 * A filter as Chroma's; undefined where it fits everything.
 *
 * Chroma has no "not", so it is carried down to the comparisons.
 *
 * @throws {@link UnsupportedFilterError} for orders of texts, orders that are negated, and `$exists`.
 */
export function chromaFilter(filter: FilterNode, isNegated = false): ChromaWhere | undefined {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return joined(filter, isNegated);
    case 'not':
      return chromaFilter(filter.of, !isNegated);
    case 'in':
      return isNegated ? noneOf(filter) : oneOf(filter);
    case 'order':
      return inOrder(filter, isNegated);
    case 'exists':
      throw refused({ [filter.field]: { $exists: !isNegated } }, 'comparisons with a value.');
    default:
      return unreachable(filter);
  }
}

type Node<Kind extends FilterNode['kind']> = Extract<FilterNode, { readonly kind: Kind }>;

/** "Not all" is "one not", and the other way round. */
function joined({ kind, of }: Node<'all'> | Node<'any'>, isNegated: boolean): ChromaWhere | undefined {
  const parts = of.map((part) => chromaFilter(part, isNegated));
  const known = parts.filter((part) => part !== undefined);
  if ((kind === 'all') === isNegated) {
    if (parts.length === 0) throw refused({ $not: {} }, 'a filter that something fits.');
    return known.length < parts.length ? undefined : or(known);
  }
  return known.length === 0 ? undefined : and(known);
}

function oneOf({ field, values }: Node<'in'>): ChromaWhere {
  return or(
    values.flatMap((value) => [
      { [field]: { $eq: value } },
      { [itemsKey(field)]: { $contains: itemText(value) } },
    ]),
  );
}

function noneOf({ field, values }: Node<'in'>): ChromaWhere {
  return and(
    values.flatMap((value) => [
      { [field]: { $ne: value } },
      { [itemsKey(field)]: { $not_contains: itemText(value) } },
    ]),
  );
}

function inOrder({ field, order, value }: Node<'order'>, isNegated: boolean): ChromaWhere {
  if (isNegated)
    throw refused({ $not: { [field]: { [`$${order}`]: value } } }, 'an order that is not negated.');
  if (typeof value === 'string') {
    throw refused(
      { [field]: { [`$${order}`]: value } },
      'ranges of numbers; keep dates as numbers, such as 20260531.',
    );
  }
  // One item of a list is greater when the greatest is.
  const extreme = order === 'gt' || order === 'gte' ? greatestKey(field) : leastKey(field);
  const test = { [`$${order}`]: value };
  return or([{ [field]: test }, { [extreme]: test }]);
}

function and(parts: readonly ChromaWhere[]): ChromaWhere {
  return parts.length === 1 ? (parts[0] as ChromaWhere) : { $and: parts };
}

function or(parts: readonly ChromaWhere[]): ChromaWhere {
  return parts.length === 1 ? (parts[0] as ChromaWhere) : { $or: parts };
}

function refused(found: object, expected: string): UnsupportedFilterError {
  return new UnsupportedFilterError('ChromaRetriever', JSON.stringify(found), expected);
}
