import type { ValidatorRecord } from '../../metadata';

type Keywords = Readonly<Record<string, unknown>>;

const NONE: Keywords = Object.freeze({});

const valuesOf = (given: unknown): unknown[] =>
  Array.isArray(given) ? given : Object.values(given as object);

/** What JSON Schema can say of a rule; nothing where it has no word for it. */
const KEYWORDS: Readonly<Record<string, (...constraints: never[]) => Keywords>> = {
  min: (least: number) => ({ minimum: least }),
  max: (most: number) => ({ maximum: most }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  isNegative: () => ({ exclusiveMaximum: 0 }),
  isDivisibleBy: (step: number) => ({ multipleOf: step }),
  minLength: (least: number) => ({ minLength: least }),
  maxLength: (most: number) => ({ maxLength: most }),
  isLength: (least?: number, most?: number) => ({
    ...(least === undefined ? {} : { minLength: least }),
    ...(most === undefined ? {} : { maxLength: most }),
  }),
  matches: (pattern: unknown, flags?: string) => patternOf(pattern, flags),
  isNotEmpty: () => ({ minLength: 1 }),
  isEmail: () => ({ format: 'email' }),
  isUuid: () => ({ format: 'uuid' }),
  isUrl: () => ({ format: 'uri' }),
  isLatitude: () => ({ minimum: -90, maximum: 90 }),
  isLongitude: () => ({ minimum: -180, maximum: 180 }),
  isFqdn: () => ({ format: 'hostname' }),
  isIp: (version?: string | number) =>
    version === undefined ? NONE : { format: String(version) === '6' ? 'ipv6' : 'ipv4' },
  isRFC3339: () => ({ format: 'date-time' }),
  isMilitaryTime: () => ({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  isMongoId: () => ({ pattern: '^[0-9a-fA-F]{24}$' }),
  isAlpha: (locale?: string) => (locale === undefined ? { pattern: '^[A-Za-z]+$' } : NONE),
  isAlphanumeric: (locale?: string) => (locale === undefined ? { pattern: '^[A-Za-z0-9]+$' } : NONE),
  isBooleanString: () => ({ enum: ['true', 'false'] }),
  contains: (part: string) => ({ pattern: escaped(part) }),
  isNotIn: (values: readonly unknown[] | object) => ({ not: { enum: valuesOf(values) } }),
  notEquals: (value: unknown) => ({ not: { const: value } }),
  isNotEmptyObject: () => ({ minProperties: 1 }),
  isIn: (values: readonly unknown[] | object) => ({ enum: valuesOf(values) }),
  isEnum: (values: object) => ({ enum: [...new Set(enumValues(values))] }),
  equals: (value: unknown) => ({ const: value }),
  arrayMinSize: (least: number) => ({ minItems: least }),
  arrayMaxSize: (most: number) => ({ maxItems: most }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: (identify?: unknown) => (identify === undefined ? { uniqueItems: true } : NONE),
};

/** The rule as JSON Schema keywords, as far as they can say it. */
export function keywordsOf({ name, constraints }: ValidatorRecord): Keywords {
  const write = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
  return write === undefined ? NONE : Object.freeze(write(...(constraints as never[])));
}

/** The text as a pattern that means nothing but itself. */
function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** Flags have no counterpart in JSON Schema. */
function patternOf(pattern: unknown, flags?: string): Keywords {
  const expression = pattern as { readonly source?: string; readonly flags?: string };
  if ((flags ?? expression.flags ?? '') !== '') return NONE;
  return { pattern: expression.source ?? String(pattern) };
}

/** A numeric enum also maps its numbers back to names; those keys are no values. */
function enumValues(values: object): unknown[] {
  if (Array.isArray(values)) return values;
  return Object.entries(values)
    .filter(([key]) => !/^\d+$/.test(key))
    .map(([, value]: [string, unknown]) => value);
}
