import { InvalidArgumentError } from '../../errors';
import { isDate, isMap, isPlainObject } from '../../util';

/** Deeper nesting is refused, as in files. */
const DEEPEST = 500;

/** What to do with a value that is no JSON: gives what stands there instead, or throws. */
export type Otherwise = (value: unknown, path: string, depth: number) => unknown;

/**
 * A copy of plain JSON, where integers may be bigints, that shares nothing with the original.
 *
 * @param path where the value stands, for errors.
 */
export function copyJson(value: unknown, path: string, otherwise: Otherwise = refuse, depth = 0): unknown {
  if (value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)) return value;
  if (typeof value !== 'object') return otherwise(value, path, depth);
  if (depth > DEEPEST) return refuse(`more than ${DEEPEST} levels`, path);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      copyJson(item ?? null, `${path}[${index}]`, otherwise, depth + 1),
    );
  }
  if (!isPlainObject(value) || typeof value['toJSON'] === 'function') return otherwise(value, path, depth);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) continue;
    setMember(copy, key, copyJson(value[key], `${path}.${key}`, otherwise, depth + 1));
  }
  return copy;
}

/** Any data as plain JSON, by what it is: dates as ISO text, maps as objects, instances as their properties. */
export function toPlainJson(value: unknown, path: string): unknown {
  return copyJson(value, path, byKind);
}

function byKind(value: unknown, path: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return refuse(value, path);
  return copyJson(membersOf(value), path, byKind, depth + 1);
}

function membersOf(value: object): unknown {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (isMap(value)) return Object.fromEntries([...value].map(([key, item]) => [String(key), item]));
  if ('toJSON' in value && typeof value.toJSON === 'function') return (value.toJSON as () => unknown)();
  return { ...value };
}

/** Sets a member as data, even one called `__proto__`. */
export function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function refuse(value: unknown, path: string): never {
  throw new InvalidArgumentError('The state of the program', {
    found: `${typeof value === 'string' ? value : typeof value} at ${path}`,
    expected: 'data that JSON can hold.',
  });
}
