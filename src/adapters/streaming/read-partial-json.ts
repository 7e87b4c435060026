import type { Field } from '../../signatures';
import { toJsonSchema, type FieldType, type JsonSchema } from '../../types';
import { parseValue, ParseValueError } from '../parsing/parse-value';

const schemas = new WeakMap<FieldType, JsonSchema>();

/** The value of a field in the beginning of its JSON; undefined while that is none. */
export function readPartialJson({ type }: Field, text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let schema = schemas.get(type);
  if (schema === undefined) schemas.set(type, (schema = toJsonSchema(type)));
  try {
    return parseValue(text, { schema, partial: true }).value ?? undefined;
  } catch (error) {
    if (error instanceof ParseValueError) return undefined;
    throw error;
  }
}
