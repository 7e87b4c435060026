import { InvalidArgumentError } from '../errors';
import { fromJsonSchema, type JsonSchema } from '../types';
import { assertKnownOptions, isPlainObject } from '../util';
import { createField } from './create-field';
import type { Field } from './field';
import { SignatureDescription } from './signature';

/** A signature given as JSON Schemas. */
export interface JsonSchemaSignature {
  /** The inputs: a schema for each name, or the schema of an object that has them as properties. */
  readonly inputs: Readonly<Record<string, JsonSchema>> | JsonSchema;
  /** The outputs, likewise. */
  readonly outputs: Readonly<Record<string, JsonSchema>> | JsonSchema;
  /**
   * The task, in words.
   * @default the sentence that DSPy writes
   */
  readonly instructions?: string;
  /**
   * What errors and schemas call it.
   * @default SchemaSignature
   */
  readonly name?: string;
}

/**
 * The signature that JSON Schemas describe. A schema's `description` describes the field and its `default` is used
 * when the value is missing; the schema of a whole object also says which properties may be missing.
 *
 * @throws {@link SignatureDefinitionError} for names that cannot be, {@link InvalidArgumentError} for what is no schema.
 */
export function signatureFromJsonSchema(definition: JsonSchemaSignature): SignatureDescription {
  assertKnownOptions(
    definition,
    ['inputs', 'outputs', 'instructions', 'name'],
    'Signature.fromJsonSchema(...)',
  );
  const { inputs, outputs, instructions, name = 'SchemaSignature' } = definition;
  const fields = [...fieldsFrom(inputs, 'input'), ...fieldsFrom(outputs, 'output')];
  return SignatureDescription.create({ name, instructions, fields });
}

function fieldsFrom(schemas: JsonSchemaSignature['inputs'], role: Field['role']): Field[] {
  const { properties, required, definitions } = propertiesOf(schemas, role);
  return Object.entries(properties).map(([name, schema]) => {
    if (!isPlainObject(schema)) throw notASchema(`${role}s.${name}`, schema);
    const { description, default: initial } = schema;
    return createField(name, {
      role,
      type: fromJsonSchema({ ...definitions, ...schema }),
      ...(typeof description === 'string' && description !== '' ? { desc: description } : {}),
      ...(initial === undefined ? {} : { default: initial }),
      optional: !required(name),
    });
  });
}

interface Properties {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: (name: string) => boolean;
  /** What `$ref` in a property may refer to. */
  readonly definitions: JsonSchema;
}

/** A field may be called `type`, but its schema is an object: only a whole object's schema has the text "object" there. */
function propertiesOf(schemas: JsonSchemaSignature['inputs'], role: Field['role']): Properties {
  if (!isPlainObject(schemas)) throw notASchema(`${role}s`, schemas);
  const { type, properties, required, $defs, definitions } = schemas;
  if (type !== 'object' || !isPlainObject(properties)) {
    return { properties: schemas, required: () => true, definitions: {} };
  }
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return {
    properties,
    required: (name) => names.includes(name),
    definitions: {
      ...(isPlainObject($defs) ? { $defs } : {}),
      ...(isPlainObject(definitions) ? { definitions } : {}),
    },
  };
}

function notASchema(where: string, found: unknown): InvalidArgumentError {
  return new InvalidArgumentError(`Signature.fromJsonSchema({ ${where} })`, {
    found: found === null ? 'null' : typeof found,
    expected: 'a JSON Schema for each field, as { name: { type: "string" } }.',
  });
}
