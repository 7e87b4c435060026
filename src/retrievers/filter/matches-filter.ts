import { unreachable } from '../../util';
import type { FilterNode, FilterOrder } from './metadata-filter';

type Metadata = Readonly<Record<string, unknown>>;

/** Whether the metadata of a passage fits a filter. */
export function matchesFilter(filter: FilterNode, metadata: Metadata): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((part) => matchesFilter(part, metadata));
    case 'any':
      return filter.of.some((part) => matchesFilter(part, metadata));
    case 'not':
      return !matchesFilter(filter.of, metadata);
    case 'in':
      return valuesOf(metadata, filter.field).some((value) =>
        (filter.values as readonly unknown[]).includes(value),
      );
    case 'order':
      return valuesOf(metadata, filter.field).some((value) => isInOrder(value, filter.order, filter.value));
    case 'exists':
      return valuesOf(metadata, filter.field).some((value) => value !== null);
    default:
      return unreachable(filter);
  }
}

/** The items of a list, the one value of any other field, nothing for an absent one. */
function valuesOf(metadata: Metadata, field: string): readonly unknown[] {
  const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined;
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isInOrder(value: unknown, order: FilterOrder, bound: number | string): boolean {
  if (typeof value !== typeof bound) return false;
  const held = value as number | string;
  switch (order) {
    case 'gt':
      return held > bound;
    case 'gte':
      return held >= bound;
    case 'lt':
      return held < bound;
    case 'lte':
      return held <= bound;
    default:
      return unreachable(order);
  }
}
