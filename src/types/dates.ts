const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}:?\d{2})?$/;

/** Midnight UTC of a day written `YYYY-MM-DD`; undefined for a day that does not exist. */
export function parseDay(text: string): Date | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
}

/** The moment an ISO 8601 text means; a day alone is its midnight UTC, and so is a time without a zone. */
export function parseMoment(text: string): Date | undefined {
  const day = parseDay(text);
  if (day !== undefined) return day;
  const match = DATE_TIME.exec(text);
  if (match === null || parseDay(match[1] ?? '') === undefined) return undefined;
  const [, date = '', hour = '', minute = '', second = '00', fraction = '0', zone = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const moment = new Date(
    `${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`,
  );
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** The day of a date in UTC, as `YYYY-MM-DD`. */
export function formatDay(date: Date): string {
  return date.toISOString().slice(0, date.toISOString().indexOf('T'));
}
