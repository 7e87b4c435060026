import { isDate, isMap, isPlainObject } from '../../util';

/**
 * Any value as plain JSON: dates as ISO text, maps as objects, whole numbers beyond 2^53 as their digits, NaN and the
 * infinities as null, bytes as their number. Never throws: cycles give "[circular]".
 */
export function plainJson(value: unknown, above: ReadonlySet<object> = new Set()): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return undefined;
  if (above.has(value)) return '[circular]';
  return plainObject(value, new Set([...above, value]));
}

function plainObject(value: object, above: ReadonlySet<object>): unknown {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plainJson(item, above) ?? null);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (isMap(value))
    return plainMembers(
      [...value].map(([key, item]) => [String(key), item]),
      above,
    );
  if (!isPlainObject(value) && hasToJson(value)) return plainJson(value.toJSON(), above);
  return plainMembers(Object.entries(value), above);
}

function plainMembers(members: readonly (readonly [string, unknown])[], above: ReadonlySet<object>): unknown {
  const plain = members.map(([key, item]) => [key, plainJson(item, above)] as const);
  return Object.fromEntries(plain.filter(([, item]) => item !== undefined));
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
