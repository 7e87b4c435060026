import { unreachable } from '../../../util';
import type { FilterNode, FilterOrder } from '../../filter/metadata-filter';

const ORDERS: Readonly<Record<FilterOrder, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

/**
 * A filter as a condition on the column `metadata`. Fields and values go into parameters, never into the command.
 *
 * @param parameters those of the command so far; more are added.
 */
export function pgvectorFilter(filter: FilterNode, parameters: unknown[]): string {
  switch (filter.kind) {
    case 'all':
      return joined(filter.of, 'AND', parameters) ?? 'true';
    case 'any':
      return joined(filter.of, 'OR', parameters) ?? 'false';
    case 'not':
      return `NOT (${pgvectorFilter(filter.of, parameters)})`;
    case 'in': {
      const variables = Object.fromEntries(filter.values.map((value, index) => [`v${index}`, value]));
      const tests = Object.keys(variables).map((name) => `@ == $${name}`);
      return some(filter.field, { test: tests.join(' || '), variables }, parameters);
    }
    case 'order': {
      const test = `@ ${ORDERS[filter.order]} $v`;
      return some(filter.field, { test, variables: { v: filter.value } }, parameters);
    }
    case 'exists':
      return some(filter.field, { test: '@ != null', variables: {} }, parameters);
    default:
      return unreachable(filter);
  }
}

function joined(parts: readonly FilterNode[], word: 'AND' | 'OR', parameters: unknown[]): string | undefined {
  if (parts.length === 0) return undefined;
  return `(${parts.map((part) => pgvectorFilter(part, parameters)).join(` ${word} `)})`;
}

/** A JSON path in its lax mode takes the items of a list, and any other value as a list of one. */
function some(
  field: string,
  { test, variables }: { readonly test: string; readonly variables: Readonly<Record<string, unknown>> },
  parameters: unknown[],
): string {
  parameters.push(`$.${JSON.stringify(field)}[*] ? (${test})`, JSON.stringify(variables));
  return `jsonb_path_exists(metadata, $${parameters.length - 1}::jsonpath, $${parameters.length}::jsonb)`;
}
