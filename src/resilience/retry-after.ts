/** The part of `Headers` that is read here. */
export interface HeaderReader {
  get(name: string): string | null;
}

/**
 * How long a server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date.
 *
 * @param now milliseconds since the epoch, for the date form.
 * @returns undefined when it asks for nothing, for something past, or in no known form.
 */
export function retryAfterOf(headers: HeaderReader | undefined, now: number): number | undefined {
  const milliseconds = positive(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers?.get('retry-after');
  if (value === null || value === undefined) return undefined;
  const seconds = positive(value);
  if (seconds !== undefined) return seconds * 1000;
  const wait = Date.parse(value) - now;
  return Number.isFinite(wait) && wait > 0 && !/^[\d.+-]+$/.test(value.trim()) ? wait : undefined;
}

function positive(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
