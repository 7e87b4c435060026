import { bareText } from './fold-text';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = String.raw`(?:[T ,]+(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s?(am|pm)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i');
const MONTH_FIRST = new RegExp(
  String.raw`^(?:\p{L}+day,? )?(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}$`,
  'iu',
);
const DAY_FIRST = new RegExp(
  String.raw`^(?:\p{L}+day,? )?(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?(\p{L}{3,9})\.?,? (\d{4})${TIME}$`,
  'iu',
);
const NUMERIC = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${TIME}$`, 'i');

/**
 * The date, or date and time, that a text means, in ISO 8601: also with the month in English, and numbers in another order
 * where only one reading is a date. No time zone is made up.
 *
 * @param format `date` for a day alone.
 * @returns undefined where the text means none, or where day and month could be either way round.
 */
export function dateOf(text: string, format: 'date' | 'date-time'): string | undefined {
  const bare = bareText(text);
  if (bare.length > 80) return undefined;
  const day = dayOf(bare);
  if (day === undefined || !exists(day.date)) return undefined;
  const [hour, minute, second, fraction, half, zone] = day.time;
  if (format === 'date')
    return hour === undefined || Number(hour) + Number(minute) === 0 ? day.date : undefined;
  if (hour === undefined) return undefined;
  const clock =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (clock > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const part = fraction === undefined ? '' : `.${fraction}`;
  const offset = zone === undefined ? '' : /^(?:utc|gmt|z)$/i.test(zone) ? 'Z' : zone;
  return `${day.date}T${String(clock).padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}${part}${offset}`;
}

interface Day {
  readonly date: string;
  readonly time: readonly (string | undefined)[];
}

function dayOf(text: string): Day | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) return made([iso[1], iso[2], iso[3]], iso);
  const named = MONTH_FIRST.exec(text);
  if (named !== null) return made([named[3], monthOf(named[1]), named[2]], named);
  const turned = DAY_FIRST.exec(text);
  if (turned !== null) return made([turned[3], monthOf(turned[2]), turned[1]], turned);
  const numeric = NUMERIC.exec(text);
  if (numeric === null) return undefined;
  const [, first, second, year] = numeric;
  if (Number(first) > 12) return made([year, second, first], numeric);
  return Number(second) > 12 || first === second ? made([year, first, second], numeric) : undefined;
}

function made([year, month, day]: readonly (string | undefined)[], match: RegExpExecArray): Day | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, time: match.slice(4) };
}

function monthOf(name = ''): string | undefined {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

function exists(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
}

const ISO_IN_TEXT =
  /(?<![\d-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-])/g;

/** The only date in ISO 8601 that a sentence names. */
export function dateNamedIn(text: string, format: 'date' | 'date-time'): string | undefined {
  if (text.length > 20_000) return undefined;
  const named = new Set([...text.matchAll(ISO_IN_TEXT)].map(([date]) => date));
  const [only] = named;
  return named.size === 1 && only !== undefined ? dateOf(only, format) : undefined;
}
