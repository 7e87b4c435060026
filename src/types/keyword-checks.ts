import { isPlainObject, sameJson } from '../util';
import { parseDay, parseMoment } from './dates';
import { issueAt, type Issue } from './issue';
import type { JsonSchema } from './json-schema';

/** What a keyword demands of a value of its kind: the demand in words when it is not met. */
type Check<Value> = (value: Value, limit: never) => string | undefined;

const NUMBER_CHECKS: Readonly<Record<string, Check<number>>> = {
  minimum: (value, limit: number) => (value < limit ? `at least ${limit}` : undefined),
  maximum: (value, limit: number) => (value > limit ? `at most ${limit}` : undefined),
  exclusiveMinimum: (value, limit: number) => (value <= limit ? `more than ${limit}` : undefined),
  exclusiveMaximum: (value, limit: number) => (value >= limit ? `less than ${limit}` : undefined),
  multipleOf: (value, limit: number) => (isMultiple(value, limit) ? undefined : `a multiple of ${limit}`),
};

const TEXT_CHECKS: Readonly<Record<string, Check<string>>> = {
  minLength: (value, limit: number) => (lengthOf(value) < limit ? `at least ${limit} characters` : undefined),
  maxLength: (value, limit: number) => (lengthOf(value) > limit ? `at most ${limit} characters` : undefined),
  pattern: (value, source: string) =>
    new RegExp(source, 'u').test(value) ? undefined : `text that matches /${source}/`,
  format: (value, format: string) => (hasFormat(value, format) ? undefined : `text of the format ${format}`),
};

const ARRAY_CHECKS: Readonly<Record<string, Check<readonly unknown[]>>> = {
  minItems: (value, limit: number) => (value.length < limit ? `at least ${limit} items` : undefined),
  maxItems: (value, limit: number) => (value.length > limit ? `at most ${limit} items` : undefined),
  uniqueItems: (value, unique: boolean) =>
    unique && hasRepeats(value) ? 'items that all differ' : undefined,
};

const OBJECT_CHECKS: Readonly<Record<string, Check<object>>> = {
  minProperties: (value, limit: number) =>
    Object.keys(value).length < limit ? `at least ${limit} members` : undefined,
  maxProperties: (value, limit: number) =>
    Object.keys(value).length > limit ? `at most ${limit} members` : undefined,
};

/** Which of a schema's keywords on size, range and form a JSON value breaks. Keywords of other kinds are passed over. */
export function checkKeywords(schema: JsonSchema, value: unknown, path: string): Issue[] {
  const broken = (checks: Readonly<Record<string, Check<never>>>): Issue[] =>
    Object.keys(schema).flatMap((keyword) => {
      const check = Object.hasOwn(checks, keyword) ? checks[keyword] : undefined;
      const expected = check?.(value as never, schema[keyword] as never);
      return expected === undefined ? [] : [issueAt(path, expected, value)];
    });
  if (typeof value === 'number') return broken(NUMBER_CHECKS);
  if (typeof value === 'string') return broken(TEXT_CHECKS);
  if (Array.isArray(value)) return broken(ARRAY_CHECKS);
  return isPlainObject(value) ? broken(OBJECT_CHECKS) : [];
}

/** Characters as a reader counts code points, as JSON Schema does. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Decimal fractions are not exact in binary, so the quotient may miss a whole number by a rounding. */
function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON * 2;
}

function hasRepeats(items: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const key = sameJson(item);
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => parseDay(text) !== undefined,
  'date-time': (text) => /[Tt ]/.test(text) && parseMoment(text) !== undefined,
  time: (text) => parseMoment(`2000-01-01T${text}`) !== undefined,
  email: (text) => text.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
  uri: (text) => URL.canParse(text),
  url: (text) => URL.canParse(text),
  uuid: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text),
};

/** Formats we do not know are annotations, as JSON Schema says. */
function hasFormat(text: string, format: string): boolean {
  const check = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return check === undefined || check(text);
}
