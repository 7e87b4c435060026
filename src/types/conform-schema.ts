import { isPlainObject, resolvePointer, sameJson } from '../util';
import { issueAt, type Issue } from './issue';
import type { JsonSchema } from './json-schema';
import { checkKeywords } from './keyword-checks';

/** How deep a schema may lead into a value before it is taken for endless. */
const MAX_DEPTH = 200;

/** What is wrong with a JSON value under a JSON Schema (the keywords of draft 2020-12 that models are given). */
export function conformSchema(schema: JsonSchema, value: unknown, path: string): Issue[] {
  return check(schema, value, { path, root: schema, depth: 0 });
}

interface Place {
  readonly path: string;
  readonly root: JsonSchema;
  readonly depth: number;
}

function check(schema: unknown, value: unknown, place: Place): Issue[] {
  if (schema === false) return [issueAt(place.path, 'nothing at all', value)];
  if (!isPlainObject(schema) || place.depth > MAX_DEPTH) return [];
  const target = typeof schema['$ref'] === 'string' ? resolvePointer(schema['$ref'], place.root) : undefined;
  if (target !== undefined) return check(target, value, deeper(place, ''));
  const typed = checkType(schema, value, place.path);
  if (typed.length > 0) return typed;
  return [
    ...checkKeywords(schema, value, place.path),
    ...checkOptions(schema, value, place),
    ...checkItems(schema, value, place),
    ...checkMembers(schema, value, place),
  ];
}

const deeper = (place: Place, suffix: string): Place => ({
  ...place,
  path: `${place.path}${suffix}`,
  depth: place.depth + 1,
});

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'bigint',
  integer: (value) => Number.isInteger(value) || typeof value === 'bigint',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function checkType(schema: Record<string, unknown>, value: unknown, path: string): Issue[] {
  const types = [schema['type'] ?? []].flat().filter((type) => typeof type === 'string');
  if (types.length > 0 && !types.some((type) => KINDS[type]?.(value) ?? true)) {
    return [issueAt(path, types.join(' or '), value)];
  }
  if (
    Array.isArray(schema['enum']) &&
    !schema['enum'].some((choice) => sameJson(choice) === sameJson(value))
  ) {
    return [
      issueAt(path, `one of ${schema['enum'].map((choice) => JSON.stringify(choice)).join(', ')}`, value),
    ];
  }
  if ('const' in schema && sameJson(schema['const']) !== sameJson(value)) {
    return [issueAt(path, JSON.stringify(schema['const']), value)];
  }
  return [];
}

function checkOptions(schema: Record<string, unknown>, value: unknown, place: Place): Issue[] {
  const issues = listOf(schema['allOf']).flatMap((option) => check(option, value, deeper(place, '')));
  for (const keyword of ['anyOf', 'oneOf']) {
    const options = listOf(schema[keyword]);
    const fits = options.filter((option) => check(option, value, deeper(place, '')).length === 0).length;
    if (options.length > 0 && (fits === 0 || (keyword === 'oneOf' && fits > 1))) {
      issues.push(
        issueAt(place.path, fits === 0 ? 'one of its alternatives' : 'only one of its alternatives', value),
      );
    }
  }
  if (isPlainObject(schema['not']) && check(schema['not'], value, deeper(place, '')).length === 0) {
    issues.push(issueAt(place.path, 'something else', value));
  }
  return issues;
}

function checkItems(schema: Record<string, unknown>, value: unknown, place: Place): Issue[] {
  if (!Array.isArray(value)) return [];
  const first = listOf(schema['prefixItems']);
  return value.flatMap((item, index) =>
    check(index < first.length ? first[index] : schema['items'], item, deeper(place, `[${index}]`)),
  );
}

function checkMembers(schema: Record<string, unknown>, value: unknown, place: Place): Issue[] {
  if (!isPlainObject(value)) return [];
  const properties = isPlainObject(schema['properties']) ? schema['properties'] : {};
  const missing = listOf(schema['required'])
    .filter((name): name is string => typeof name === 'string' && value[name] === undefined)
    .map((name) => issueAt(`${place.path}.${name}`, 'a value', undefined));
  const members = Object.keys(value).filter((name) => value[name] !== undefined);
  const within = members.flatMap((name) => {
    const rule = Object.hasOwn(properties, name) ? properties[name] : schema['additionalProperties'];
    return check(rule, value[name], deeper(place, `.${name}`));
  });
  return [...missing, ...within];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
