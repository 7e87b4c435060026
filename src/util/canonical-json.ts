import { InvalidArgumentError } from '../errors';
import { isPlainObject } from './kinds';

/**
 * JSON with the keys of every object sorted, so that equal values give equal text. `undefined` members are left out.
 *
 * @throws {@link InvalidArgumentError} for what JSON cannot hold: NaN, functions, bigint, class instances, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', new Set());
}

function write(value: unknown, path: string, above: Set<object>): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw refuse(value, path);
  if (above.has(value)) throw refuse('a cycle', path);
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, path, above) : writeObject(value, path, above);
  above.delete(value);
  return text;
}

function writeArray(items: readonly unknown[], path: string, above: Set<object>): string {
  return `[${items.map((item, index) => write(item ?? null, `${path}[${index}]`, above)).join(',')}]`;
}

function writeObject(value: object, path: string, above: Set<object>): string {
  if (!isPlainObject(value)) throw refuse(value, path);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(value[key], `${path}.${key}`, above)}`);
  return `{${members.join(',')}}`;
}

function refuse(value: unknown, path: string): InvalidArgumentError {
  const found =
    typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'object') : String(value);
  return new InvalidArgumentError('canonicalJson(value)', {
    found: `${found} at ${path}`,
    expected: 'plain JSON: finite numbers, strings, booleans, null, arrays, plain objects.',
  });
}
