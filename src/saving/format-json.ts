import { InvalidArgumentError } from '../errors';
import { isPlainObject } from '../util';

/**
 * Writes JSON that {@link parseJson} reads back with all digits: a `bigint` is written as an integer.
 *
 * As in files of Python DSPy, NaN and infinities become null. Lone surrogates, which other readers refuse, become U+FFFD;
 * members that are undefined are left out.
 *
 * @param indent spaces per level; 0 writes one line. @default 2
 * @throws {@link InvalidArgumentError} naming the path of what JSON cannot hold: functions, class instances, cycles.
 */
export function formatJson(value: unknown, indent = 2): string {
  return write(value, { path: '$', margin: '\n', step: ' '.repeat(indent), above: new Set() });
}

interface Place {
  readonly path: string;
  /** A line break and the indentation of the line the value stands on. */
  readonly margin: string;
  readonly step: string;
  readonly above: Set<object>;
}

function write(value: unknown, place: Place): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return Object.is(value, -0) ? '-0.0' : Number.isFinite(value) ? String(value) : 'null';
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeNested(value, place);
    default:
      throw refuse(typeof value, place.path);
  }
}

function writeNested(value: object, place: Place): string {
  if (place.above.has(value)) throw refuse('a cycle', place.path);
  place.above.add(value);
  const text = Array.isArray(value) ? writeArray(value, place) : writeObject(value, place);
  place.above.delete(value);
  return text;
}

function writeArray(items: readonly unknown[], place: Place): string {
  const written = items.map((item, index) => write(item ?? null, below(place, `[${index}]`)));
  return enclose(['[', ']'], written, place);
}

function writeObject(value: object, place: Place): string {
  if (!isPlainObject(value)) throw refuse(value.constructor?.name ?? 'an object', place.path);
  const colon = place.step === '' ? ':' : ': ';
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .map((key) => `${quote(key)}${colon}${write(value[key], below(place, `.${key}`))}`);
  return enclose(['{', '}'], members, place);
}

function enclose([open, close]: readonly [string, string], parts: readonly string[], place: Place): string {
  if (parts.length === 0) return open + close;
  if (place.step === '') return open + parts.join(',') + close;
  const inner = place.margin + place.step;
  return open + inner + parts.join(`,${inner}`) + place.margin + close;
}

function below(place: Place, step: string): Place {
  return { ...place, path: place.path + step, margin: place.margin + place.step };
}

function quote(text: string): string {
  return JSON.stringify((text as unknown as { toWellFormed(): string }).toWellFormed());
}

function refuse(found: string, path: string): InvalidArgumentError {
  return new InvalidArgumentError('formatJson(value)', {
    found: `${found} at ${path}`,
    expected: 'numbers, text, booleans, null, arrays and plain objects.',
  });
}
