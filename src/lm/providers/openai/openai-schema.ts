import type { JsonSchemaObject } from '../../request';
import { translateSchema, type SchemaDialect } from '../shared/translate-schema';

/** Rules that OpenAI's structured outputs have a keyword for. */
const RULES = new Set([
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
]);

const FORMATS = new Set('date-time time date duration email hostname ipv4 ipv6 uuid'.split(' '));

const DIALECT: SchemaDialect = {
  allows: (keyword, value) =>
    RULES.has(keyword) || (keyword === 'format' && typeof value === 'string' && FORMATS.has(value)),
};

/** A schema as OpenAI takes it, and whether replies can be held to it strictly. */
export interface OpenaiSchema {
  readonly schema: JsonSchemaObject;
  /**
   * Strict mode wants every member there and none beside. It is left off where that would change what the user's schema allows:
   * a member that may be left out stays one.
   */
  readonly strict: boolean;
}

const known = new WeakMap<JsonSchemaObject, OpenaiSchema>();

/** Translates a schema, once. */
export function openaiSchema(schema: JsonSchemaObject): OpenaiSchema {
  let translated = known.get(schema);
  if (translated === undefined) {
    const { isClosed, hasOptional, schema: said } = translateSchema(schema, DIALECT);
    const strict = isClosed && !hasOptional && said['type'] === 'object';
    known.set(schema, (translated = { schema: said, strict }));
  }
  return translated;
}
