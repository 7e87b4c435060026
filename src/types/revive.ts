import { isDate, isMap, isPlainObject, PROTOTYPE_KEYS } from '../util';
import { conform, isRecord } from './conform';
import { parseDay, parseMoment } from './dates';
import { describeType } from './describe-type';
import type { FieldType, ObjectType } from './field-type';
import { instantiate } from './instantiate';
import { ValueError } from './value-error';

/**
 * The value that a piece of JSON stands for: a `Date` for ISO text, an instance for a class, a `Map` where one is
 * wanted. What is already such a value stays as it is. Missing members with a default get it.
 *
 * @throws {@link ValueError} naming the place that does not fit.
 */
export function revive(type: FieldType, json: unknown, path = 'value'): unknown {
  switch (type.kind) {
    case 'date':
      return reviveDate(type, json, path);
    case 'bigint':
      return reviveBigint(json, path);
    case 'array':
      return Array.isArray(json)
        ? json.map((item, index) => revive(type.items, item, `${path}[${index}]`))
        : refuse(type, json, path);
    case 'tuple':
      return Array.isArray(json) && json.length === type.items.length
        ? type.items.map((item, index) => revive(item, json[index], `${path}[${index}]`))
        : refuse(type, json, path);
    case 'map':
      return reviveMap(type, json, path);
    case 'object':
      return reviveObject(type, json, path);
    case 'union':
      return reviveUnion(type, json, path);
    case 'custom':
      return type.type.is(json) ? json : type.type.fromJson(json);
    case 'any':
    case 'schema':
      return conform(type, json, path).length === 0 ? withoutPrototypeKeys(json) : refuse(type, json, path);
    default:
      return conform(type, json, path).length === 0 ? json : refuse(type, json, path);
  }
}

/** Free JSON without the keys that lead to prototypes, at any depth; the same value where there are none. */
function withoutPrototypeKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutPrototypeKeys);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  const kept = entries
    .filter(([key]) => !PROTOTYPE_KEYS.has(key))
    .map(([key, member]) => [key, withoutPrototypeKeys(member)] as const);
  const isSame = kept.length === entries.length && kept.every(([key, member]) => member === value[key]);
  return isSame ? value : Object.fromEntries(kept);
}

function refuse(type: FieldType, json: unknown, path: string): never {
  const [issue] = conform(type, json, path);
  throw new ValueError(issue?.path ?? path, issue?.expected ?? describeType(type), json);
}

function reviveDate(type: FieldType & { kind: 'date' }, json: unknown, path: string): Date {
  if (isDate(json)) return json;
  const date =
    typeof json !== 'string'
      ? undefined
      : type.format === 'date'
        ? parseDay(json.slice(0, 10))
        : parseMoment(json);
  return date ?? refuse(type, json, path);
}

function reviveBigint(json: unknown, path: string): bigint {
  if (typeof json === 'bigint') return json;
  const isText = typeof json === 'string' && /^-?\d+$/.test(json);
  if (isText || Number.isSafeInteger(json)) return BigInt(json as string | number);
  throw new ValueError(path, 'a whole number', json);
}

function reviveMap(type: FieldType & { kind: 'map' }, json: unknown, path: string): unknown {
  if (!isMap(json) && !isRecord(json)) return refuse(type, json, path);
  const given: [unknown, unknown][] = isMap(json) ? [...json] : Object.entries(json);
  const entries = given
    .filter(([key]) => !PROTOTYPE_KEYS.has(String(key)) || type.as === 'Map')
    .map(([key, member]): [string, unknown] => [
      String(key),
      revive(type.values, member, `${path}.${String(key)}`),
    ]);
  return type.as === 'Map' ? new Map(entries) : Object.fromEntries(entries);
}

function reviveObject(type: ObjectType, json: unknown, path: string): unknown {
  if (!isRecord(json)) return refuse(type, json, path);
  if (type.construct !== undefined && json instanceof type.construct) return json;
  const properties = type.properties();
  if (properties.length === 0) return instantiate(type, json);
  const values: Record<string, unknown> = {};
  for (const { name, type: inner, optional, default: standing } of properties) {
    const member = Object.hasOwn(json, name) ? json[name] : undefined;
    const place = `${path}.${name}`;
    if (member !== undefined && !(member === null && optional && !acceptsNull(inner)))
      values[name] = revive(inner, member, place);
    else if (standing !== undefined)
      values[name] = typeof standing === 'function' ? (standing() as unknown) : standing;
    else if (!optional) values[name] = acceptsNull(inner) ? null : refuse(inner, member, place);
  }
  return instantiate(type, values);
}

/** Whether null is a value of the type. */
export function acceptsNull(type: FieldType): boolean {
  return (
    type.kind === 'null' || type.kind === 'any' || (type.kind === 'union' && type.options.some(acceptsNull))
  );
}

/** The first option that takes it, those it already fits before those it would have to be turned into. */
function reviveUnion(type: FieldType & { kind: 'union' }, json: unknown, path: string): unknown {
  const isWhole = type.options.some(
    (option) => option.kind !== 'string' && conform(option, json, path).length === 0,
  );
  if (isWhole && !isRecord(json) && !Array.isArray(json)) return json;
  let firstError: unknown;
  const ordered = [...type.options].sort(
    (left, right) => Number(left.kind === 'string') - Number(right.kind === 'string'),
  );
  for (const option of ordered) {
    try {
      return revive(option, json, path);
    } catch (error) {
      firstError ??= error;
    }
  }
  const options = type.options.filter(({ kind }) => kind !== 'null');
  if (options.length === 1 && firstError !== undefined) throw firstError;
  return refuse(type, json, path);
}
