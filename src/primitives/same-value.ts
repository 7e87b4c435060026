import { isDate, isMap, isPlainObject } from '../util';

/**
 * Whether two values are the same data: deeply, in any realm, NaN equal to itself, keys in any order.
 *
 * Class instances are the same when their constructors' names and their own properties are.
 */
export function sameValue(left: unknown, right: unknown): boolean {
  return compare(left, right, new Map());
}

function compare(left: unknown, right: unknown, above: Map<unknown, unknown>): boolean {
  if (Object.is(left, right) || left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  // A cycle met again is equal so far; a difference shows elsewhere.
  if (above.get(left) === right) return true;
  above.set(left, right);
  if (Array.isArray(left) || Array.isArray(right)) return sameItems(left, right, above);
  if (isDate(left) || isDate(right)) {
    return isDate(left) && isDate(right) && Object.is(left.getTime(), right.getTime());
  }
  if (isMap(left) || isMap(right)) return sameEntries(left, right, above);
  return sameKind(left, right) && sameProperties(left, right, above);
}

function sameItems(left: unknown, right: unknown, above: Map<unknown, unknown>): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => compare(item, right[index], above));
}

function sameEntries(left: unknown, right: unknown, above: Map<unknown, unknown>): boolean {
  if (!isMap(left) || !isMap(right) || left.size !== right.size) return false;
  return [...left].every(([key, value]) => right.has(key) && compare(value, right.get(key), above));
}

function sameKind(left: object, right: object): boolean {
  if (isPlainObject(left) && isPlainObject(right)) return true;
  return left.constructor?.name === right.constructor?.name;
}

function sameProperties(left: object, right: object, above: Map<unknown, unknown>): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return keys.every((key) => Object.hasOwn(right, key) && compare(one[key], other[key], above));
}
