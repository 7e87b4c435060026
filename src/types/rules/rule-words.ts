import type { ValidatorRecord } from '../../metadata';

const json = (value: unknown): string => JSON.stringify(value) ?? String(value);

const list = (values: unknown): string =>
  (Array.isArray(values) ? values : Object.values((values ?? {}) as object)).map(json).join(', ');

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What a rule means to a reader: an end of the sentence "the value …". */
const WORDS: Readonly<Record<string, (...constraints: never[]) => string>> = {
  min: (least: number) => `must be at least ${least}`,
  max: (most: number) => `must be at most ${most}`,
  isPositive: () => 'must be more than 0',
  isNegative: () => 'must be less than 0',
  isDivisibleBy: (step: number) => `must be a multiple of ${step}`,
  minLength: (least: number) => `must have at least ${count(least, 'character')}`,
  maxLength: (most: number) => `must have at most ${count(most, 'character')}`,
  isLength: (least: number, most?: number) =>
    most === undefined
      ? `must have at least ${count(least, 'character')}`
      : `must have ${least} to ${count(most, 'character')}`,
  matches: (pattern: unknown) => `must match ${String(pattern)}`,
  isIn: (values: unknown) => `must be one of ${list(values)}`,
  isNotIn: (values: unknown) => `must not be one of ${list(values)}`,
  isEnum: (values: unknown) => `must be one of ${list(values)}`,
  equals: (value: unknown) => `must be ${json(value)}`,
  notEquals: (value: unknown) => `must not be ${json(value)}`,
  isDefined: () => 'must be given',
  isNotEmpty: () => 'must not be empty',
  isEmpty: () => 'must be empty',
  contains: (part: string) => `must contain ${json(part)}`,
  notContains: (part: string) => `must not contain ${json(part)}`,
  isInt: () => 'must be a whole number',
  isEmail: () => 'must be an email address',
  isUrl: () => 'must be a URL',
  isUuid: () => 'must be a UUID',
  isDateString: () => 'must be an ISO 8601 date',
  isIso8601: () => 'must be an ISO 8601 date',
  isPhoneNumber: () => 'must be a phone number',
  isLowercase: () => 'must be in lower case',
  isUppercase: () => 'must be in upper case',
  isAlpha: () => 'must consist of letters',
  isAlphanumeric: () => 'must consist of letters and digits',
  isNumberString: () => 'must be a number written as text',
  isJson: () => 'must be JSON',
  minDate: (least: Date | (() => Date)) => `must not be before ${momentOf(least)}`,
  maxDate: (most: Date | (() => Date)) => `must not be after ${momentOf(most)}`,
  arrayMinSize: (least: number) => `must have at least ${count(least, 'item')}`,
  arrayMaxSize: (most: number) => `must have at most ${count(most, 'item')}`,
  arrayNotEmpty: () => 'must have at least 1 item',
  arrayUnique: () => 'must not have the same item twice',
  arrayContains: (values: unknown) => `must contain ${list(values)}`,
  arrayNotContains: (values: unknown) => `must not contain ${list(values)}`,
};

/** The rule in words; for every item of a list where it is one for items. */
export function wordsOf({ name, constraints, each }: ValidatorRecord): string {
  const write = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  const words = write?.(...(constraints as never[])) ?? unknownRule(name);
  return each ? `each item ${words}` : words;
}

/** A rule of the user's own, or one without words here: its name says most of it. */
function unknownRule(name: string): string {
  const spaced = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/^is /, '')
    .toLowerCase();
  return `must pass the rule "${spaced}"`;
}

function momentOf(limit: Date | (() => Date)): string {
  return (typeof limit === 'function' ? limit() : limit).toISOString();
}
