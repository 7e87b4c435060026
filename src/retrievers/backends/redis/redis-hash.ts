import type { VectorRow } from '../vector-store';

/** Parts one item of a list from the next: JSON writes it as an escape, so it stands in no item. */
const SEPARATOR = '\u001f';

/** What is kept of a passage under its key, name after value, as `HSET` takes it. */
export type HashMembers = (string | Buffer)[];

/** The tag that lists which fields a passage has. */
export const PRESENT = 'present';
/** The tag of a field: its value, or the items of its list. */
export const itemsOf = (field: string): string => `t_${hexOf(field)}`;
/** The least number of a field. */
export const leastOf = (field: string): string => `l_${hexOf(field)}`;
/** The greatest number of a field. */
export const greatestOf = (field: string): string => `g_${hexOf(field)}`;

/** The name of a field as a tag. */
export function hexOf(field: string): string {
  return Buffer.from(field, 'utf8').toString('hex');
}

/** The schema of an index over such hashes, as `FT.CREATE` takes it. */
export function schemaOf(
  fields: readonly string[],
  dimensions: number,
  algorithm: 'FLAT' | 'HNSW',
): string[] {
  const tag = (name: string): string[] => [name, 'TAG', 'SEPARATOR', SEPARATOR, 'CASESENSITIVE'];
  const vector = ['TYPE', 'FLOAT32', 'DIM', String(dimensions), 'DISTANCE_METRIC', 'COSINE'];
  return [
    ...['embedding', 'VECTOR', algorithm, String(vector.length), ...vector],
    ...tag(PRESENT),
    ...fields.flatMap((field) => [
      ...tag(itemsOf(field)),
      ...[leastOf(field), 'NUMERIC'],
      ...[greatestOf(field), 'NUMERIC'],
    ]),
  ];
}

/** A passage as a hash. */
export function hashOf({ id, text, metadata, vector }: VectorRow, fields: readonly string[]): HashMembers {
  const { buffer, byteOffset, byteLength } = vector;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const members: HashMembers = [
    'id',
    id,
    'text',
    text,
    'metadata',
    JSON.stringify(metadata),
    'embedding',
    bytes,
  ];
  const present = Object.keys(metadata).filter((field) =>
    valuesOf(metadata[field]).some((value) => value !== null),
  );
  if (present.length > 0) members.push(PRESENT, present.map(hexOf).join(SEPARATOR));
  for (const field of fields) {
    const values = valuesOf(metadata[field]);
    if (values.length === 0) continue;
    members.push(itemsOf(field), values.map((value) => JSON.stringify(value)).join(SEPARATOR));
    const numbers = values.filter((value): value is number => typeof value === 'number');
    if (numbers.length === 0) continue;
    members.push(leastOf(field), String(numbers.reduce((least, value) => Math.min(least, value))));
    members.push(greatestOf(field), String(numbers.reduce((greatest, value) => Math.max(greatest, value))));
  }
  return members;
}

function valuesOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
