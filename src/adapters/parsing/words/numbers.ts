import { bareText } from './fold-text';
import { numberOfWords } from './number-words';

/** A number that a text means, and how directly. */
export interface NumberInText {
  readonly value: number | bigint;
  /** `plain`: digits as JSON or Python write them; `written`: with separators, units or in words; `named`: in a sentence. */
  readonly how: 'plain' | 'written' | 'named';
}

/** In longer texts no number is looked for. */
const LONGEST = 20_000;
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The number a text means: digits, groups of digits, currency, percent (`20%` is 20), a fraction, number words, or the only
 * number a sentence names.
 *
 * Two different numbers mean none: to pick one would be a guess.
 */
export function numberOf(text: string): NumberInText | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = bareText(text).replace(/[,;]$/, '');
  const cut = bare.replace(/[eE][+-]?$/, '');
  if (PLAIN.test(cut)) return found(exactNumber(cut), 'plain');
  const written = writtenNumber(bare);
  if (written !== undefined) return found(written, 'written');
  return found(namedNumber(bare), 'named');
}

function found(value: number | bigint | undefined, how: NumberInText['how']): NumberInText | undefined {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value))
    ? undefined
    : { value, how };
}

/** A number, or a bigint where a number would lose digits of an integer. */
export function exactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return /^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(number)
    ? BigInt(digits.replace('+', ''))
    : number;
}

const CURRENCY = '[$€£¥₹₩₽]|(?:USD|EUR|GBP|JPY|CHF|INR|CNY)(?![A-Za-z])';
const WRITTEN = new RegExp(
  `^(?:about |approximately |approx\\. ?|around |roughly |~ ?|≈ ?)?([-−+]?)\\s?(?:${CURRENCY})?\\s?([-−+]?)([\\d.,_ \\u00a0\\u202f'’]*\\d)\\s?(%|percent|${CURRENCY})?$`,
  'iu',
);
const FRACTION = /^([+-]?)(?:(\d{1,9})\s)?(\d{1,15})\s?\/\s?(\d{1,15})$/;

function writtenNumber(text: string): number | bigint | undefined {
  const fraction = FRACTION.exec(text);
  if (fraction !== null) return fractionOf(fraction);
  const match = WRITTEN.exec(text);
  if (match === null) return numberOfWords(text);
  const [, outer = '', inner = '', digits = ''] = match;
  const value = ungrouped(digits);
  if (value === undefined) return undefined;
  return outer === '-' || outer === '−' || inner === '-' ? exactNumber(`-${value}`) : exactNumber(value);
}

function fractionOf([, sign = '', whole = '0', top = '', bottom = '']: RegExpExecArray): number | undefined {
  if (Number(bottom) === 0) return undefined;
  const value = Number(whole) + Number(top) / Number(bottom);
  return sign === '-' ? -value : value;
}

const GROUPED = [
  /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  /^\d{1,3}(?:,\d{2})*,\d{3}(?:\.\d+)?$/,
  /^\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/,
  /^\d{1,3}(?:['’]\d{3})+(?:\.\d+)?$/,
  /^\d+(?:_\d+)+(?:\.\d+)?$/,
];
/** Points between groups and a comma before decimals: the comma can mean nothing else. */
const EUROPEAN = /^\d{1,3}(?:\.\d{3})+,\d+$/;

/** Digits without what separates their groups; undefined where it is not clear what does. */
function ungrouped(digits: string): string | undefined {
  if (/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(digits)) return digits;
  if (EUROPEAN.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  if (!GROUPED.some((pattern) => pattern.test(digits))) return undefined;
  const isSpaced = /[ \u00a0\u202f]/.test(digits);
  const plain = digits.replaceAll(/[_ \u00a0\u202f'’]/g, '');
  return isSpaced ? plain.replace(',', '.') : plain.replaceAll(',', '');
}

const TOKEN = /(?<![\p{L}\p{N}_])(?:[-−+]\s?)?(?:[$€£¥₹₩₽]\s?)?[-−+]?(?:\d[\d.,_'’]*|\.\d+)/gu;
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  bn: 1e9,
};

/** The only number that a sentence names; the same one more than once is one. */
function namedNumber(text: string): number | bigint | undefined {
  const named = new Set<number | bigint>();
  for (const { 0: match, index } of text.matchAll(TOKEN)) {
    if (/\p{L}-$/u.test(text.slice(Math.max(0, index - 2), index))) continue;
    const token = match.replace(/[.,_'’]+$/, '');
    const value = tokenValue(token, text.slice(index + match.length, index + match.length + 20));
    if (value === undefined) return undefined;
    named.add(value);
    if (named.size > 1) return undefined;
  }
  return [...named][0];
}

/** What a number in a sentence is worth, with a word such as `million` after it; undefined where that is not clear. */
function tokenValue(token: string, after: string): number | bigint | undefined {
  const value = writtenNumber(token);
  if (value === undefined) return undefined;
  const unit = /^[ -]?(\p{L}+)/u.exec(after)?.[1]?.toLowerCase() ?? '';
  const scale = Object.hasOwn(SCALES, unit) ? SCALES[unit] : undefined;
  if (scale !== undefined) return Number((Number(value) * scale).toPrecision(15));
  const isAttached = /^\p{L}/u.test(after);
  return isAttached && (unit.length > 3 || unit === 'm' || unit === 'b') ? undefined : value;
}
