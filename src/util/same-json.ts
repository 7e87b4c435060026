import { isPlainObject } from './kinds';

/** A text that is equal for values that are equal as JSON, whatever the order of members. Never throws. */
export function sameJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sameJson).join(',')}]`;
  if (!isPlainObject(value))
    return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'null');
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${sameJson(value[key])}`).join(',')}}`;
}
