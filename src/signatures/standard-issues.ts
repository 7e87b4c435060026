import type { FieldType, Issue } from '../types';
import { isMap, isPlainObject } from '../util';

/** Whether a value of the type may be checked by a Standard Schema. */
export function mayHoldStandardSchemas(type: FieldType, seen: Set<FieldType> = new Set()): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  switch (type.kind) {
    case 'schema':
      return type.validate !== undefined;
    case 'array':
      return mayHoldStandardSchemas(type.items, seen);
    case 'map':
      return mayHoldStandardSchemas(type.values, seen);
    case 'tuple':
      return type.items.some((item) => mayHoldStandardSchemas(item, seen));
    case 'union':
      return type.options.some((option) => mayHoldStandardSchemas(option, seen));
    case 'object':
      return type.properties().some((property) => mayHoldStandardSchemas(property.type, seen));
    default:
      return false;
  }
}

/** What the Standard Schemas on the way through a value say of it: those of zod, valibot, arktype and others. */
export async function standardIssues(
  type: FieldType,
  value: unknown,
  path: string,
): Promise<readonly Issue[]> {
  if (value === undefined || value === null || !mayHoldStandardSchemas(type)) return [];
  const within = (parts: readonly (readonly [FieldType, unknown, string])[]): Promise<readonly Issue[]> =>
    Promise.all(parts.map((part) => standardIssues(...part))).then((found) => found.flat());
  switch (type.kind) {
    case 'schema':
      return issuesOf(await type.validate?.(value), path);
    case 'array':
      return within(itemsOf(value).map((item, index) => [type.items, item, `${path}[${index}]`]));
    case 'tuple':
      return within(type.items.map((item, index) => [item, itemsOf(value)[index], `${path}[${index}]`]));
    case 'map':
      return within(entriesOf(value).map(([key, member]) => [type.values, member, `${path}.${key}`]));
    case 'object':
      return within(
        type
          .properties()
          .map(({ name, type: inner }) => [
            inner,
            (value as Record<string, unknown>)[name],
            `${path}.${name}`,
          ]),
      );
    case 'union': {
      const [only, another] = type.options.filter(({ kind }) => kind !== 'null');
      return only !== undefined && another === undefined ? standardIssues(only, value, path) : [];
    }
    default:
      return [];
  }
}

function issuesOf(result: unknown, path: string): readonly Issue[] {
  const issues =
    typeof result === 'object' && result !== null && 'issues' in result ? result.issues : undefined;
  if (!Array.isArray(issues)) return [];
  return issues.map((issue: { readonly message?: unknown; readonly path?: unknown }) => {
    const message = String(issue.message ?? 'is not valid');
    const place = Array.isArray(issue.path) ? issue.path.map(segmentOf).join('') : '';
    return { path: `${path}${place}`, expected: message, found: 'a value that its schema refuses', message };
  });
}

/** A step of a path: a key, or an object with one. */
function segmentOf(segment: unknown): string {
  const key = typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment;
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (isMap(value)) return [...value].map(([key, member]) => [String(key), member]);
  return isPlainObject(value) ? Object.entries(value) : [];
}
