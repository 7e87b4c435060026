import { isPlainObject } from '../../../util';

/** Chroma's metadata: flat. */
export type ChromaMetadata = Record<string, string | number | boolean | string[]>;

/** Where the whole of a passage's metadata is kept, as JSON. */
const WHOLE = 'dspex_metadata';

/** Where the items of a list are kept, as texts. */
export const itemsKey = (field: string): string => `dspex_items:${field}`;
/** Where the least number of a list is kept. */
export const leastKey = (field: string): string => `dspex_least:${field}`;
/** Where the greatest number of a list is kept. */
export const greatestKey = (field: string): string => `dspex_greatest:${field}`;

/** A value as an item of a list: Chroma's lists hold one type, ours any. */
export function itemText(value: unknown): string {
  return JSON.stringify(value);
}

/** Metadata as Chroma can filter by, and as it can be read again. */
export function toChroma(metadata: Readonly<Record<string, unknown>>): ChromaMetadata {
  const flat: ChromaMetadata = {};
  for (const [field, value] of Object.entries(metadata)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      flat[field] = value;
    if (!Array.isArray(value) || value.length === 0) continue;
    flat[itemsKey(field)] = value.map(itemText);
    const numbers = value.filter((item): item is number => typeof item === 'number');
    if (numbers.length === 0) continue;
    flat[leastKey(field)] = numbers.reduce((least, item) => Math.min(least, item));
    flat[greatestKey(field)] = numbers.reduce((greatest, item) => Math.max(greatest, item));
  }
  return { ...flat, [WHOLE]: JSON.stringify(metadata) };
}

/** The metadata of a passage; as Chroma has it where somebody else wrote it. */
export function fromChroma(stored: unknown): Readonly<Record<string, unknown>> {
  if (!isPlainObject(stored)) return {};
  const whole = stored[WHOLE];
  if (typeof whole !== 'string') return stored;
  const metadata: unknown = JSON.parse(whole);
  return isPlainObject(metadata) ? metadata : {};
}
