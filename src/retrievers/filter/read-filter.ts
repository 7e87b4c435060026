import { InvalidArgumentError } from '../../errors';
import { excerpt, isPlainObject, nearestOf } from '../../util';
import type { FilterNode, FilterOrder, FilterValue } from './metadata-filter';

const CONDITIONS = ['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte', '$exists'];
const JOINS = ['$and', '$or', '$not'];
const DEEPEST = 32;

/**
 * Reads a filter into the few forms that backends translate.
 *
 * @param where the call, for errors.
 * @throws {@link InvalidArgumentError} for what is no filter, with the place in it.
 */
export function readFilter(filter: unknown, where: string): FilterNode {
  return readObject(filter, { where, path: 'filter', depth: 0 });
}

interface Place {
  readonly where: string;
  readonly path: string;
  readonly depth: number;
}

function readObject(filter: unknown, place: Place): FilterNode {
  if (!isPlainObject(filter)) {
    throw refusal(place, describe(filter), "an object of conditions, such as { topic: 'space' }.");
  }
  if (place.depth > DEEPEST) throw refusal(place, 'a filter within a filter', `at most ${DEEPEST} levels.`);
  const parts = Object.entries(filter)
    .filter(([, condition]) => condition !== undefined)
    .map(([key, condition]) => readMember(key, condition, under(place, key)));
  return all(parts);
}

function readMember(key: string, condition: unknown, place: Place): FilterNode {
  if (key === '$not') return { kind: 'not', of: readObject(condition, place) };
  if (key === '$and') return all(readList(condition, place));
  if (key === '$or') return { kind: 'any', of: readList(condition, place) };
  if (key.startsWith('$')) throw unknownOperator(key, JOINS, place);
  if (isValue(condition)) return { kind: 'in', field: key, values: [condition] };
  if (!isPlainObject(condition)) {
    throw refusal(
      place,
      describe(condition),
      'text, a number, true, false, or conditions such as { $gte: 2000 }.',
    );
  }
  const conditions = Object.entries(condition).filter(([, operand]) => operand !== undefined);
  if (conditions.length === 0) throw refusal(place, '{}', `one of ${CONDITIONS.join(', ')}.`);
  return all(
    conditions.map(([operator, operand]) => readCondition(key, operator, operand, under(place, operator))),
  );
}

function readList(list: unknown, place: Place): FilterNode[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw refusal(place, describe(list), 'a list of at least one filter.');
  }
  return list.map((item, index) => readObject(item, under(place, String(index))));
}

function readCondition(field: string, operator: string, operand: unknown, place: Place): FilterNode {
  switch (operator) {
    case '$eq':
      return { kind: 'in', field, values: [readValue(operand, place)] };
    case '$ne':
      return { kind: 'not', of: { kind: 'in', field, values: [readValue(operand, place)] } };
    case '$in':
      return { kind: 'in', field, values: readValues(operand, place) };
    case '$nin':
      return { kind: 'not', of: { kind: 'in', field, values: readValues(operand, place) } };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return {
        kind: 'order',
        field,
        order: operator.slice(1) as FilterOrder,
        value: readOrdered(operand, place),
      };
    case '$exists': {
      if (typeof operand !== 'boolean') throw refusal(place, describe(operand), 'true or false.');
      const exists: FilterNode = { kind: 'exists', field };
      return operand ? exists : { kind: 'not', of: exists };
    }
    default:
      throw unknownOperator(operator, CONDITIONS, place);
  }
}

function readValues(operand: unknown, place: Place): FilterValue[] {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw refusal(place, describe(operand), 'a list of at least one value.');
  }
  return operand.map((item, index) => readValue(item, under(place, String(index))));
}

function readValue(operand: unknown, place: Place): FilterValue {
  if (isValue(operand)) return operand;
  throw refusal(place, describe(operand), 'text, a finite number, true or false.');
}

function readOrdered(operand: unknown, place: Place): number | string {
  if (isValue(operand) && typeof operand !== 'boolean') return operand;
  throw refusal(place, describe(operand), 'a finite number or text.');
}

function isValue(value: unknown): value is FilterValue {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function all(parts: readonly FilterNode[]): FilterNode {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', of: parts };
}

function under(place: Place, key: string): Place {
  return { ...place, path: `${place.path}.${key}`, depth: place.depth + 1 };
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (value === null || typeof value !== 'object') return excerpt(String(value));
  return Array.isArray(value) ? `a list of ${value.length}` : (value.constructor?.name ?? 'an object');
}

function refusal({ where, path }: Place, found: string, expected: string): InvalidArgumentError {
  const fix =
    found === 'a function'
      ? 'predicates work on BM25Retriever and Embeddings alone; write it as data.'
      : undefined;
  return new InvalidArgumentError(`${where}, at ${path},`, {
    found,
    expected,
    ...(fix === undefined ? {} : { fix }),
  });
}

function unknownOperator(found: string, known: readonly string[], place: Place): InvalidArgumentError {
  const nearest = nearestOf(found, known);
  return new InvalidArgumentError(`${place.where}, at ${place.path},`, {
    found,
    expected: `one of ${known.join(', ')}, or the name of a field (which cannot begin with $).`,
    ...(nearest === undefined ? {} : { fix: `write "${nearest}".` }),
  });
}
