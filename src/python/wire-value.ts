import { InvalidArgumentError } from '../errors';
import { formatJson } from '../saving';
import { isMap } from '../util';

/**
 * Writes a value for Python, on one line: what has a `toJSON` as that gives it (dates, examples, predictions), typed arrays and sets
 * as lists, maps with texts as keys and instances of classes as objects, a bigint as an integer.
 *
 * @throws {@link InvalidArgumentError} naming the place of what Python cannot be told: NaN, infinities, functions, cycles.
 */
export function toWire(value: unknown, where: string): string {
  return formatJson(plain(value, { where, path: '', above: new Set() }), 0);
}

/** Python's reader of JSON takes not many more. */
const DEEPEST = 500;

interface Place {
  readonly where: string;
  readonly path: string;
  readonly above: Set<object>;
}

function plain(value: unknown, place: Place): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw refusal(String(value), place);
  if (typeof value === 'function' || typeof value === 'symbol') throw refusal(`a ${typeof value}`, place);
  if (typeof value !== 'object' || value === null) return value;
  if (place.above.has(value)) throw refusal('a cycle', place);
  if (place.above.size === DEEPEST)
    throw refusal(`a value more than ${DEEPEST} levels deep`, { ...place, path: '' });
  place.above.add(value);
  const written = plainObject(value, place);
  place.above.delete(value);
  return written;
}

function plainObject(value: object, place: Place): unknown {
  const listed = listOf(value);
  if (listed !== undefined)
    return listed.map((item, index) => plain(item ?? null, below(place, `[${index}]`)));
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return plain((value as { toJSON(): unknown }).toJSON(), place);
  }
  const entries = isMap(value) ? [...value] : Object.entries(value);
  const members: Record<string, unknown> = {};
  for (const [key, item] of entries) {
    if (typeof key !== 'string') throw refusal(`a map whose key is ${typeof key}`, place);
    const written = plain(item, below(place, `.${key}`));
    Object.defineProperty(members, key, {
      value: written,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return members;
}

function listOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>);
  return Object.prototype.toString.call(value) === '[object Set]' ? [...(value as Set<unknown>)] : undefined;
}

function below(place: Place, step: string): Place {
  return { ...place, path: place.path + step };
}

function refusal(found: string, { where, path }: Place): InvalidArgumentError {
  return new InvalidArgumentError(where, {
    found: path === '' ? found : `${found} at ${path.replace(/^\./, '')}`,
    expected: 'finite numbers, text, booleans, null, and lists and objects of these.',
  });
}

/** An integer that a number cannot hold, where a value stands. */
export const LONG_INTEGER = /[:,[]-?\d{16,}[,\]}]/;
