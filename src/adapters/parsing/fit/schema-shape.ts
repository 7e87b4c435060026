import { isPlainObject, resolvePointer } from '../../../util';
import type { JsonSchema } from '../../../types';

/** What kinds of values a schema takes. */
export interface Kinds {
  readonly text: boolean;
  /** Numbers, booleans, null, closed lists of scalars, dates. */
  readonly scalar: boolean;
  readonly list: boolean;
  readonly record: boolean;
  /** Anything at all. */
  readonly any: boolean;
}

type Kind = keyof Kinds;

const cache = new WeakMap<JsonSchema, Kinds>();

/** The kinds of values that a whole schema takes at its top. Remembered. */
export function kindsOf(schema: JsonSchema): Kinds {
  let kinds = cache.get(schema);
  if (kinds === undefined) {
    const found = new Set<Kind>();
    collect(schema, schema, found, new Set());
    const has = (kind: Kind): boolean => found.has(kind);
    kinds = {
      text: has('text'),
      scalar: has('scalar'),
      list: has('list'),
      record: has('record'),
      any: has('any'),
    };
    cache.set(schema, kinds);
  }
  return kinds;
}

const KIND_OF_TYPE: Readonly<Record<string, Kind>> = {
  string: 'text',
  number: 'scalar',
  integer: 'scalar',
  boolean: 'scalar',
  null: 'scalar',
  array: 'list',
  object: 'record',
};

function collect(schema: unknown, root: JsonSchema, found: Set<Kind>, seen: Set<unknown>): void {
  if (seen.has(schema) || schema === false) return;
  seen.add(schema);
  if (!isPlainObject(schema)) {
    found.add('any');
    return;
  }
  if (typeof schema['$ref'] === 'string') {
    collect(resolvePointer(schema['$ref'], root), root, found, seen);
    return;
  }
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? schema[keyword] : [],
  );
  if (Array.isArray(schema['enum']) || 'const' in schema) found.add('scalar');
  else if (parts.length > 0) for (const part of parts) collect(part, root, found, seen);
  else for (const type of typesOf(schema)) found.add(type);
}

function typesOf(schema: Readonly<Record<string, unknown>>): readonly Kind[] {
  const types = [schema['type'] ?? inferredType(schema) ?? []].flat().map(String);
  if (types.length === 0) return ['any'];
  const isDate = schema['format'] === 'date' || schema['format'] === 'date-time';
  return types.map((type) => (isDate && type === 'string' ? 'scalar' : (KIND_OF_TYPE[type] ?? 'any')));
}

/** The type that keywords imply where none is stated. */
export function inferredType(schema: Readonly<Record<string, unknown>>): 'object' | 'array' | undefined {
  if (isPlainObject(schema['properties'])) return 'object';
  return schema['items'] !== undefined || Array.isArray(schema['prefixItems']) ? 'array' : undefined;
}
