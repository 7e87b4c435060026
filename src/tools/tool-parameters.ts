import type { AnyClass } from '../metadata';
import { describeClass, parseType } from '../signatures';
import {
  toJsonSchema,
  type Constructor,
  type FieldType,
  type JsonSchema,
  type ObjectType,
  type Property,
} from '../types';
import { isPlainObject, resolvePointer } from '../util';
import type { StandardSchema } from '../decorators';
import { isStandardSchema, jsonSchemaOf } from './standard-schema';
import { ToolDefinitionError } from './tool-errors';

/** One parameter in a record of them: a type as in a signature string (`'integer'`, `'"a" | "b"'`), or with more to say. */
export type ToolParameter =
  | string
  | FieldType
  | {
      readonly type: string | FieldType;
      readonly desc?: string;
      readonly optional?: boolean;
      readonly default?: unknown;
    };

/**
 * What a tool takes: a JSON Schema of an object, a class with decorated properties, a record of field types, or a
 * Standard Schema (zod, valibot, arktype).
 */
export type ToolParameters = JsonSchema | AnyClass | Readonly<Record<string, ToolParameter>> | StandardSchema;

/** Parameters, read once. */
export interface ReadParameters {
  /** JSON Schema of the object of arguments, as a provider is shown it. */
  readonly schema: JsonSchema;
  /** The type of the object, where one is known: values are revived by it. */
  readonly type?: ObjectType;
  /** The check behind a Standard Schema. */
  readonly standard?: StandardSchema;
}

/**
 * Reads what was given as a tool's parameters.
 *
 * @param hidden names that the program adds to each call: the model is not shown them.
 * @throws {@link ToolDefinitionError}, and what the readers of types throw.
 */
export function readParameters(tool: string, given: unknown, hidden: readonly string[]): ReadParameters {
  if (given === undefined) return { schema: NOTHING };
  if (isStandardSchema(given)) return standardParameters(tool, given, hidden);
  if (typeof given === 'function') {
    return typed(without(describeClass(given as unknown as Constructor), hidden, tool));
  }
  if (!isPlainObject(given)) {
    throw new ToolDefinitionError(`The parameters of ${tool} cannot be read.`, {
      found: Array.isArray(given) ? 'an array' : typeof given,
      expected: "a JSON Schema, a class, a Standard Schema, or a record such as { query: 'string' }.",
    });
  }
  if (isJsonSchema(given)) return { schema: objectSchema(given, hidden, tool) };
  return typed(without(recordType(tool, given as Readonly<Record<string, ToolParameter>>), hidden, tool));
}

const NOTHING: JsonSchema = Object.freeze({ type: 'object', properties: {}, additionalProperties: false });

function standardParameters(
  tool: string,
  standard: StandardSchema,
  hidden: readonly string[],
): ReadParameters {
  const schema = jsonSchemaOf(standard);
  if (schema !== undefined) return { schema: objectSchema(schema, hidden, tool), standard };
  throw new ToolDefinitionError(`The schema of ${tool} cannot say what it is as JSON Schema.`, {
    fix: 'give the JSON Schema as `parameters` and this schema as `validate`.',
  });
}

function typed(type: ObjectType): ReadParameters {
  return { schema: inlined(toJsonSchema(type)), type };
}

/** A class stands in `$defs`; providers want the object at the root. */
function inlined(schema: JsonSchema): JsonSchema {
  if (typeof schema['$ref'] !== 'string') return schema;
  const target = resolvePointer(schema['$ref'], schema);
  return isPlainObject(target) ? { ...target, ...definitionsOf(schema) } : schema;
}

function definitionsOf(schema: JsonSchema): JsonSchema {
  return schema['$defs'] === undefined ? {} : { $defs: schema['$defs'] };
}

const SCHEMA_KEYWORDS = ['$ref', '$schema', 'anyOf', 'allOf', 'oneOf'];

/** `{ type: 'object' }` is a schema; `{ type: 'string' }` is a record with a parameter called type. */
function isJsonSchema(given: Record<string, unknown>): boolean {
  if (Object.keys(given).length === 0) return true;
  if (given['type'] === 'object' || isPlainObject(given['properties'])) return true;
  return SCHEMA_KEYWORDS.some(
    (keyword) => typeof given[keyword] === 'string' || Array.isArray(given[keyword]),
  );
}

function objectSchema(given: JsonSchema, hidden: readonly string[], tool: string): JsonSchema {
  const schema = inlined(given);
  if (schema['type'] !== undefined && schema['type'] !== 'object') {
    throw new ToolDefinitionError(`The parameters of ${tool} are no object.`, {
      found: JSON.stringify(schema['type']),
      expected: 'the schema of an object, whose properties are the parameters.',
    });
  }
  const properties = isPlainObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const isShown = (name: unknown): boolean => !hidden.includes(name as string);
  return {
    ...schema,
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isShown(name))),
    ...(required.length === 0 ? {} : { required: required.filter(isShown) }),
  };
}

function recordType(tool: string, record: Readonly<Record<string, ToolParameter>>): ObjectType {
  const properties = Object.entries(record).map(([name, given]) => propertyOf(tool, name, given));
  return { kind: 'object', name: 'Arguments', properties: () => properties };
}

function propertyOf(tool: string, name: string, given: ToolParameter): Property {
  const said = typeof given === 'object' && !('kind' in given) ? given : { type: given };
  const isOptional = name.endsWith('?');
  const {
    desc,
    optional = isOptional,
    default: standing,
  } = said as Exclude<ToolParameter, string | FieldType>;
  return {
    name: isOptional ? name.slice(0, -1) : name,
    type:
      typeof said.type === 'string'
        ? parseType(said.type, `Parameter "${name}" of ${tool}`)
        : (said.type as FieldType),
    optional,
    ...(desc === undefined ? {} : { desc }),
    ...(standing === undefined ? {} : { default: standing }),
    rules: [],
  };
}

function without(type: FieldType, hidden: readonly string[], tool: string): ObjectType {
  if (type.kind !== 'object') {
    throw new ToolDefinitionError(`The class that is to say the parameters of ${tool} says none.`, {
      fix: 'decorate its properties with @InputField() or class-validator, or give a JSON Schema.',
    });
  }
  if (hidden.length === 0) return type;
  return { ...type, properties: () => type.properties().filter(({ name }) => !hidden.includes(name)) };
}
