import { repairOf } from '../../primitives';
import type { JsonSchema } from '../../types';
import { isPlainObject, resolvePointer } from '../../util';
import { FitMemory, type Fit } from './fit-memory';
import type { ParseIssue } from './parse-issue';
import { readLenientJson } from './lenient-json';
import type { Repair, RepairKind } from './repair';
import { booleanOf, isNullText, numberOf } from './scalars';
import { bulletsOf } from './bullets';
import { matchChoice } from './match-choice';
import { matchKeys } from './match-keys';

/** A value does not fit its schema. Caught inside the parser. */
export class Mismatch extends Error {
  constructor(readonly issue: ParseIssue) {
    super(issue.expected);
  }
}

/** Where the parser is. */
interface Place {
  readonly root: JsonSchema;
  readonly path: string;
  readonly depth: number;
  readonly repairs: Repair[];
  /** Whether more may come: nothing is missing yet. */
  readonly partial: boolean;
  /** What was fitted already: outside a list that was put around a value, and inside one. */
  readonly memories: readonly [outside: FitMemory, inside: FitMemory];
  /** Whether a list was just put around the value: not a second one around the same. */
  readonly isWrapped: boolean;
}

const MAX_DEPTH = 200;

/**
 * Fits what was read to a schema: converts what clearly means a value of the right type, and nothing else.
 *
 * @param repairs takes what was done.
 * @param partial whether members may be missing because more is to come.
 * @throws {@link Mismatch} for what does not fit.
 */
export function coerce(schema: JsonSchema, value: unknown, repairs: Repair[], partial = false): unknown {
  const memories = [new FitMemory(), new FitMemory()] as const;
  const place = { root: schema, path: 'value', depth: 0, repairs, partial, memories, isWrapped: false };
  return fit(schema, value, place);
}

function fit(given: unknown, value: unknown, place: Place): unknown {
  if (place.depth > MAX_DEPTH) throw mismatch(place, 'less nesting', value);
  if (!isPlainObject(given)) return value;
  const schema = typeof given['$ref'] === 'string' ? resolvePointer(given['$ref'], place.root) : given;
  if (schema !== given) return fit(schema, value, { ...place, depth: place.depth + 1 });
  if (typeof value !== 'object' || value === null) return fitKind(given, value, place);
  const memory = place.memories[place.isWrapped ? 1 : 0];
  const fitted = memory.once(given, value, place.path, () => attempt(given, value, place));
  if ('failure' in fitted) throw fitted.failure;
  for (const repair of fitted.repairs) place.repairs.push(repair);
  return fitted.value;
}

function attempt(schema: Record<string, unknown>, value: unknown, place: Place): Fit {
  const repairs: Repair[] = [];
  try {
    return { value: fitKind(schema, value, { ...place, repairs }), repairs };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return { failure: error };
  }
}

function fitKind(schema: Record<string, unknown>, value: unknown, place: Place): unknown {
  if (Array.isArray(schema['enum'])) return matchedChoice(schema, schema['enum'], value, place);
  if ('const' in schema) return matchedChoice(schema, [schema['const']], value, place);
  const options = optionsOf(schema);
  if (options !== undefined) return bestOption(options, value, place);
  switch (schema['type']) {
    case 'string':
      return text(value, place);
    case 'number':
    case 'integer':
      return number(value, schema['type'] === 'integer', place);
    case 'boolean':
      return boolean(value, place);
    case 'null':
      return nothing(value, place);
    case 'array':
      return list(schema, value, place);
    case 'object':
      return object(schema, value, place);
    default:
      return value;
  }
}

function optionsOf(schema: Record<string, unknown>): readonly unknown[] | undefined {
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options)) return options;
  if (!Array.isArray(schema['type'])) return undefined;
  let kinds = kindsOf.get(schema);
  if (kinds === undefined) kindsOf.set(schema, (kinds = schema['type'].map((type) => ({ ...schema, type }))));
  return kinds;
}

const kindsOf = new WeakMap<object, readonly unknown[]>();

/** The option that needs the fewest repairs; of equals the first, text last. */
function bestOption(options: readonly unknown[], value: unknown, place: Place): unknown {
  let best: { readonly value: unknown; readonly repairs: Repair[] } | undefined;
  let failure: Mismatch | undefined;
  const isText = (option: unknown): boolean => isPlainObject(option) && option['type'] === 'string';
  const isNull = (option: unknown): boolean => isPlainObject(option) && option['type'] === 'null';
  const ordered = [...options].sort((left, right) => Number(isText(left)) - Number(isText(right)));
  const hasText = options.some(isText);
  for (const option of ordered) {
    // Where text is allowed, text that merely could mean null is text.
    if (isNull(option) && hasText && typeof value === 'string' && !/^\s*null\s*$/.test(value)) continue;
    const repairs: Repair[] = [];
    try {
      const fitted = fit(option, value, { ...place, depth: place.depth + 1, repairs });
      if (best === undefined || repairs.length < best.repairs.length) best = { value: fitted, repairs };
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      if (failure === undefined || error.issue.path.length > failure.issue.path.length) failure = error;
    }
  }
  if (best === undefined) throw failure ?? mismatch(place, 'one of its alternatives', value);
  place.repairs.push(...best.repairs);
  return best.value;
}

function matchedChoice(
  schema: Record<string, unknown>,
  choices: readonly unknown[],
  value: unknown,
  place: Place,
): unknown {
  const found = matchChoice(schema, choices, value);
  if (found === undefined) {
    throw mismatch(place, `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`, value);
  }
  if (!found.isExact) mend(place, 'matched');
  return found.choice;
}

function text(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) throw mismatch(place, 'text', value);
  mend(place, 'converted');
  return typeof value === 'object'
    ? JSON.stringify(value, plainBigint)
    : String(value as number | boolean | bigint);
}

const plainBigint = (_: string, member: unknown): unknown =>
  typeof member === 'bigint' ? String(member) : member;

function number(given: unknown, isWhole: boolean, place: Place): number | bigint {
  const value = single(given, place);
  const found = typeof value === 'string' ? numberOf(value) : value;
  const isNumber = typeof found === 'bigint' || (typeof found === 'number' && Number.isFinite(found));
  if (!isNumber || (isWhole && typeof found === 'number' && !Number.isInteger(found))) {
    throw mismatch(place, isWhole ? 'a whole number' : 'a number', given);
  }
  if (typeof value === 'string') mend(place, 'converted');
  return found as number | bigint;
}

function boolean(given: unknown, place: Place): boolean {
  const value = single(given, place);
  if (typeof value === 'boolean') return value;
  const found = typeof value === 'string' ? booleanOf(value) : undefined;
  if (found === undefined) throw mismatch(place, 'true or false', given);
  mend(place, 'converted');
  return found;
}

function nothing(value: unknown, place: Place): null {
  if (value === null) return null;
  if (typeof value !== 'string' || !isNullText(value)) throw mismatch(place, 'null', value);
  mend(place, 'converted');
  return null;
}

/** The one member of a list of one. */
function single(value: unknown, place: Place): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  mend(place, 'unwrapped');
  return value[0] as unknown;
}

function list(schema: Record<string, unknown>, value: unknown, place: Place): unknown[] {
  const items = Array.isArray(value) ? value : asList(value, place);
  const isWrapped = typeof value !== 'string' && items !== value;
  const first = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
  return items.map((item, index) =>
    fit(index < first.length ? first[index] : schema['items'], item, {
      ...within(place, `[${index}]`),
      isWrapped,
    }),
  );
}

function asList(value: unknown, place: Place): readonly unknown[] {
  if (value === null || value === undefined || (place.isWrapped && typeof value !== 'string'))
    throw mismatch(place, 'a list', value);
  if (typeof value !== 'string') {
    mend(place, 'wrapped');
    return [value];
  }
  const inner = /^\s*\[/.test(value) ? readLenientJson(value, 0)?.value : undefined;
  if (Array.isArray(inner)) {
    mend(place, 'unwrapped-string');
    return inner as readonly unknown[];
  }
  const bullets = bulletsOf(value);
  if (bullets === undefined) throw mismatch(place, 'a list', value);
  mend(place, 'converted');
  return bullets;
}

function object(schema: Record<string, unknown>, given: unknown, place: Place): Record<string, unknown> {
  const value = asObject(given, place);
  const properties = isPlainObject(schema['properties']) ? schema['properties'] : {};
  const result: Record<string, unknown> = {};
  const set = (name: string, member: unknown): void => {
    Object.defineProperty(result, name, {
      value: member,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  const keys = matchKeys(Object.keys(value), Object.keys(properties), schema['x-property-aliases']);
  for (const [name, rule] of Object.entries(properties)) {
    const key = keys.get(name);
    if (key !== undefined && key !== name) mend(within(place, `.${name}`), 'key-matched');
    const member = key === undefined ? undefined : value[key];
    const found =
      key === undefined ? missing(rule, name, schema, place) : fit(rule, member, within(place, `.${name}`));
    if (found !== undefined) set(name, found);
  }
  const used = new Set(keys.values());
  for (const key of Object.keys(value)) {
    if (used.has(key)) continue;
    if (schema['additionalProperties'] === false) mend(within(place, `.${key}`), 'dropped-key');
    else set(key, fit(schema['additionalProperties'], value[key], within(place, `.${key}`)));
  }
  return result;
}

function missing(rule: unknown, name: string, schema: Record<string, unknown>, place: Place): unknown {
  const required = Array.isArray(schema['required']) && schema['required'].includes(name);
  if (isPlainObject(rule) && 'default' in rule) {
    mend(within(place, `.${name}`), 'defaulted');
    return rule['default'];
  }
  if (required && !place.partial) throw mismatch(within(place, `.${name}`), 'a value', undefined);
  return undefined;
}

function asObject(given: unknown, place: Place): Record<string, unknown> {
  const value =
    Array.isArray(given) && given.length === 1 && isPlainObject(given[0]) ? single(given, place) : given;
  if (isPlainObject(value)) return value;
  const inner =
    typeof value === 'string' && /^\s*\{/.test(value) ? readLenientJson(value, 0)?.value : undefined;
  if (!isPlainObject(inner)) throw mismatch(place, 'an object', given);
  mend(place, 'unwrapped-string');
  return inner;
}

function within(place: Place, suffix: string): Place {
  return { ...place, path: `${place.path}${suffix}`, depth: place.depth + 1, isWrapped: false };
}

function mend({ path, repairs }: Place, kind: RepairKind): void {
  repairs.push(repairOf(kind, path));
}

function mismatch({ path }: Place, expected: string, value: unknown): Mismatch {
  const found =
    value === undefined ? 'nothing' : (JSON.stringify(value, plainBigint) ?? typeof value).slice(0, 200);
  return new Mismatch({ path, expected, found });
}
