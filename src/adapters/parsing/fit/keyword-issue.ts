import { checkKeywords, conformSchema, type JsonSchema } from '../../../types';

const KEYWORDS = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);
/** Keywords that no fit looks at: whether they hold is checked on the whole value. */
const OTHERS = new Set(['not', 'oneOf', 'contains', 'dependentRequired', 'if']);

const limited = new WeakMap<object, boolean>();
const others = new WeakMap<object, boolean>();

/** What a schema's limits on size, range and form demand that a value does not meet; undefined if it meets all. */
export function brokenLimit(schema: Readonly<Record<string, unknown>>, value: unknown): string | undefined {
  let isLimited = limited.get(schema);
  if (isLimited === undefined) {
    isLimited = Object.keys(schema).some((keyword) => KEYWORDS.has(keyword));
    limited.set(schema, isLimited);
  }
  if (!isLimited) return undefined;
  const comparable = typeof value === 'bigint' ? Number(value) : value;
  return checkKeywords(schema, comparable, '')[0]?.expected;
}

/** What a fitted value breaks of the keywords that no fit looks at. */
export function brokenKeyword(
  schema: JsonSchema,
  value: unknown,
): ReturnType<typeof conformSchema>[number] | undefined {
  let hasOthers = others.get(schema);
  if (hasOthers === undefined) others.set(schema, (hasOthers = mentions(schema, new Set())));
  return hasOthers ? conformSchema(schema, value, 'value')[0] : undefined;
}

function mentions(schema: unknown, seen: Set<unknown>): boolean {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  return Object.entries(schema).some(([keyword, member]) => OTHERS.has(keyword) || mentions(member, seen));
}
