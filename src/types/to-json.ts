import { isDate, isMap, isPlainObject } from '../util';
import { isRecord } from './conform';
import { formatDay } from './dates';
import type { FieldType, ObjectType } from './field-type';
import { ValueError } from './value-error';

/**
 * The JSON form of a value: ISO text for a date, an object for a map or an instance, digits for a big integer.
 *
 * @throws {@link ValueError} naming where something is that JSON cannot hold: NaN, an invalid date, a function.
 */
export function toJson(type: FieldType, value: unknown, path = 'value'): unknown {
  if (value === null || value === undefined) return value ?? null;
  switch (type.kind) {
    case 'string':
    case 'boolean':
    case 'enum':
      return typeof value === 'object' ? anyJson(value, path) : value;
    case 'date':
      return isDate(value) ? dateText(value, type.format, path) : anyJson(value, path);
    case 'array':
      return Array.isArray(value)
        ? value.map((item, index) => toJson(type.items, item, `${path}[${index}]`))
        : anyJson(value, path);
    case 'tuple':
      return tupleJson(type.items, value, path);
    case 'map':
      return mapJson(type.values, value, path);
    case 'object':
      return objectJson(type, value, path);
    case 'union':
      return toJson(optionFor(type.options, value), value, path);
    case 'custom':
      return type.type.is(value) ? type.type.toJson(value) : anyJson(value, path);
    default:
      return anyJson(value, path);
  }
}

function dateText(date: Date, format: 'date' | 'date-time', path: string): string {
  if (Number.isNaN(date.getTime())) throw new ValueError(path, 'a valid date', 'an invalid date');
  return format === 'date' ? formatDay(date) : date.toISOString();
}

function tupleJson(items: readonly FieldType[], value: unknown, path: string): unknown {
  if (!Array.isArray(value)) return anyJson(value, path);
  return value.map((item, index) => toJson(items[index] ?? { kind: 'any' }, item, `${path}[${index}]`));
}

function mapJson(values: FieldType, value: unknown, path: string): unknown {
  if (!isMap(value) && !isRecord(value)) return anyJson(value, path);
  const entries: [unknown, unknown][] = isMap(value) ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, member]) => [String(key), toJson(values, member, `${path}.${String(key)}`)]),
  );
}

function objectJson(type: ObjectType, value: unknown, path: string): unknown {
  const properties = type.properties();
  if (!isRecord(value) || properties.length === 0) return anyJson(value, path);
  const members = properties.filter(({ name }) => value[name] !== undefined);
  return Object.fromEntries(
    members.map(({ name, type: inner }) => [name, toJson(inner, value[name], `${path}.${name}`)]),
  );
}

/** The option whose own kind of value this is; JSON of anything else does not depend on the option. */
function optionFor(options: readonly FieldType[], value: unknown): FieldType {
  const fits = (option: FieldType): boolean => {
    if (option.kind === 'date') return isDate(value);
    if (option.kind === 'custom') return option.type.is(value);
    if (option.kind === 'array' || option.kind === 'tuple') return Array.isArray(value);
    if (option.kind === 'object')
      return isRecord(value) && (option.construct === undefined || value instanceof option.construct);
    return option.kind === 'map' && (option.as === 'Map' ? isMap(value) : isPlainObject(value));
  };
  return (
    options.find(fits) ??
    options.find(({ kind }) => kind === 'object' && isPlainObject(value)) ?? { kind: 'any' }
  );
}

/** The JSON form of a value of no known type. */
function anyJson(value: unknown, path: string): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new ValueError(path, 'a finite number', value);
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new ValueError(path, 'a value JSON can hold', value);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (isDate(value)) return dateText(value, 'date-time', path);
  if ('toJSON' in value && typeof value.toJSON === 'function') return anyJson(value.toJSON(), path);
  if (Array.isArray(value)) return value.map((item, index) => anyJson(item, `${path}[${index}]`));
  const entries: [unknown, unknown][] = isMap(value) ? [...value] : Object.entries(value);
  const present = entries.filter(([, member]) => member !== undefined && typeof member !== 'function');
  return Object.fromEntries(
    present.map(([key, member]) => [String(key), anyJson(member, `${path}.${String(key)}`)]),
  );
}
