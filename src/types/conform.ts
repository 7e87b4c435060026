import { isDate, isMap, isPlainObject } from '../util';
import { conformSchema } from './conform-schema';
import type { FieldType, ObjectType } from './field-type';
import { issueAt, type Issue } from './issue';
import { describeType } from './describe-type';

const FINE: readonly Issue[] = Object.freeze([]);

/**
 * What is wrong with a value as a program holds it: a `Date` for a date, an instance or a plain object for a class.
 * Values of other realms are as good as ours.
 *
 * @param path where the value is, for the issues.
 * @returns the issues; none for a value that fits.
 */
export function conform(type: FieldType, value: unknown, path = 'value'): Issue[] {
  return findIssues(type, value, path) as Issue[];
}

function findIssues(type: FieldType, value: unknown, path: string): readonly Issue[] {
  switch (type.kind) {
    case 'array':
      return Array.isArray(value) ? all(value, type.items, path) : wrong(type, value, path);
    case 'tuple':
      return tupleIssues(type, value, path);
    case 'map':
      return mapIssues(type, value, path);
    case 'object':
      return objectIssues(type, value, path);
    case 'union':
      return unionIssues(type, value, path);
    case 'schema':
      return conformSchema(type.schema, value, path);
    default:
      return fitsScalar(type, value) ? FINE : wrong(type, value, path);
  }
}

type Scalar = Exclude<FieldType, { kind: 'array' | 'tuple' | 'map' | 'object' | 'union' | 'schema' }>;

function fitsScalar(type: Scalar, value: unknown): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value) && Number.isSafeInteger(value);
    case 'bigint':
      return typeof value === 'bigint' || Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'any':
      return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
    case 'date':
      return isDate(value) && !Number.isNaN(value.getTime());
    case 'enum':
      return type.choices.some((choice) => choice.value === value);
    case 'custom':
      return type.type.is(value);
  }
}

function wrong(type: FieldType, value: unknown, path: string): Issue[] {
  return [issueAt(path, describeType(type), value)];
}

function all(items: readonly unknown[], type: FieldType, path: string): readonly Issue[] {
  let issues: Issue[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const found = findIssues(type, items[index], `${path}[${index}]`);
    if (found.length > 0) (issues ??= []).push(...found);
  }
  return issues ?? FINE;
}

function tupleIssues(type: FieldType & { kind: 'tuple' }, value: unknown, path: string): readonly Issue[] {
  if (!Array.isArray(value) || value.length !== type.items.length) return wrong(type, value, path);
  return type.items.flatMap((item, index) => findIssues(item, value[index], `${path}[${index}]`));
}

function mapIssues(type: FieldType & { kind: 'map' }, value: unknown, path: string): readonly Issue[] {
  if (type.as === 'Map' ? !isMap(value) : !isRecord(value)) return wrong(type, value, path);
  const entries = isMap(value) ? [...value] : Object.entries(value as object);
  return entries.flatMap(([key, member]) =>
    typeof key === 'string' ? findIssues(type.values, member, `${path}.${key}`) : wrong(type, value, path),
  );
}

/** Any object that holds members: a literal or an instance of a class, but no list, date or map. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isPlainObject(value) || (!isDate(value) && !isMap(value));
}

function objectIssues(type: ObjectType, value: unknown, path: string): readonly Issue[] {
  if (!isRecord(value)) return wrong(type, value, path);
  return type.properties().flatMap((property) => {
    const member = value[property.name];
    if (member === undefined && (property.optional || property.default !== undefined)) return [];
    return findIssues(property.type, member, `${path}.${property.name}`);
  });
}

/** The option that fits, or the complaints of the one that came closest. */
function unionIssues(type: FieldType & { kind: 'union' }, value: unknown, path: string): readonly Issue[] {
  let closest: readonly Issue[] | undefined;
  for (const option of type.options) {
    const issues = findIssues(option, value, path);
    if (issues.length === 0) return FINE;
    const isDeeper = issues.every((issue) => issue.path !== path);
    if (isDeeper && (closest === undefined || issues.length < closest.length)) closest = issues;
  }
  return closest ?? wrong(type, value, path);
}
