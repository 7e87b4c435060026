import type { JsonSchemaObject } from '../../request';
import { translateSchema, type SchemaDialect } from '../shared/translate-schema';

const FORMATS = new Set('date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' '));

/** Anthropic's structured outputs know shapes and formats, and of rules only that a list is not empty. */
const DIALECT: SchemaDialect = {
  allows: (keyword, value) =>
    (keyword === 'format' && typeof value === 'string' && FORMATS.has(value)) ||
    (keyword === 'minItems' && (value === 0 || value === 1)),
};

const known = new WeakMap<JsonSchemaObject, { readonly schema?: JsonSchemaObject }>();

/** A schema as Anthropic takes it; undefined for one it cannot hold a reply to: a map, or a type that contains itself. */
export function anthropicSchema(schema: JsonSchemaObject): JsonSchemaObject | undefined {
  let translated = known.get(schema);
  if (translated === undefined) {
    const { isClosed, isRecursive, schema: said } = translateSchema(schema, DIALECT);
    known.set(schema, (translated = isClosed && !isRecursive ? { schema: said } : {}));
  }
  return translated.schema;
}
