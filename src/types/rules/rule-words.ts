import type { ValidatorRecord } from '../../metadata';
import { FORMAT_WORDS } from './format-words';

const json = (value: unknown): string => JSON.stringify(value) ?? String(value);

const list = (values: unknown): string =>
  (Array.isArray(values) ? values : Object.values((values ?? {}) as object)).map(json).join(', ');

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What a rule means to a reader: an end of the sentence "the value …". */
const WORDS: Readonly<Record<string, (...constraints: never[]) => string>> = {
  min: (least: number) => `must be at least ${least}`,
  max: (most: number) => `must be at most ${most}`,
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
  contains: (part: string) => `must contain ${json(part)}`,
  notContains: (part: string) => `must not contain ${json(part)}`,
  isAlpha: () => 'must consist of letters',
  isAlphanumeric: () => 'must consist of letters and digits',
  isAscii: () => 'must consist of ASCII characters',
  isMultibyte: () => 'must have a character beyond ASCII',
  isFullWidth: () => 'must have a full-width character',
  isHalfWidth: () => 'must have a half-width character',
  isVariableWidth: () => 'must have full-width and half-width characters',
  isSurrogatePair: () => 'must have a character beyond the basic plane',
  isByteLength: (least: number, most?: number) =>
    most === undefined ? `must have at least ${least} bytes` : `must have ${least} to ${most} bytes`,
  isHash: (algorithm: string) => `must be a hash in ${algorithm}`,
  isIp: (version?: string | number) =>
    `must be an IP address${version === undefined ? '' : ` of version ${version}`}`,
  isInstance: (construct?: { readonly name?: string }) =>
    `must be of the class ${construct?.name ?? 'given'}`,
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
export function wordsOf(record: ValidatorRecord): string {
  const words = ownWords(record) ?? record.message ?? unknownRule(record.name);
  return record.each ? `each item ${words}` : words;
}

function ownWords({ name, constraints }: ValidatorRecord): string | undefined {
  if (Object.hasOwn(WORDS, name)) return WORDS[name]?.(...(constraints as never[]));
  return Object.hasOwn(FORMAT_WORDS, name) ? `must be ${FORMAT_WORDS[name]}` : undefined;
}

/** A rule of the user's own that says nothing about itself: its name says most of it. */
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
