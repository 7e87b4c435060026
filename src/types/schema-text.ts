import { isPlainObject } from '../util';
import type { JsonSchema } from './json-schema';

/** A user's JSON Schema in a few tokens where it is simple, else as JSON. */
export function schemaText(schema: JsonSchema): string {
  const type = schema['type'];
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array' && isPlainObject(schema['items'])) return `${schemaText(schema['items'])}[]`;
  const isBare = Object.keys(schema).every((key) =>
    ['type', 'title', 'description', '$schema'].includes(key),
  );
  if (typeof type === 'string' && isBare) return type;
  return `JSON that fits the schema ${JSON.stringify(schema)}`;
}
