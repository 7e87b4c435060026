import type { FieldRecord } from '../../metadata';
import { fromJsonSchema, type FieldType, type JsonSchema } from '../../types';
import { parseType } from '../grammar/parse-type';
import { ClassFieldError } from './class-type-errors';
import { isStandardSchema, standardType } from './standard-type';
import { type DescribeClass, enumOf, typeOfReference } from './type-of-reference';

/**
 * The type that the options of a field decorator say, or `undefined` when they say none.
 *
 * @param field the class and the property, for errors.
 * @throws {@link ClassFieldError} when an option says no type; {@link SignatureSyntaxError} for text that does not parse.
 */
export function explicitType(
  field: string,
  record: FieldRecord,
  describeClass: DescribeClass,
): FieldType | undefined {
  const read = (option: 'type' | 'items' | 'values') => optionType(field, { record, option }, describeClass);
  const { schema, items, values, type } = record;
  if (schema !== undefined) return schemaType(field, schema, type === undefined ? undefined : read('type'));
  if (record.enum !== undefined) return enumOf(record.enum);
  if (items !== undefined) return { kind: 'array', items: read('items') };
  if (values !== undefined) return { kind: 'map', values: read('values'), as: mapKind(field, type) };
  return type === undefined ? undefined : read('type');
}

function optionType(
  field: string,
  { record, option }: { readonly record: FieldRecord; readonly option: 'type' | 'items' | 'values' },
  describeClass: DescribeClass,
): FieldType {
  const said = record[option];
  if (typeof said === 'string') return parseType(said, `The type of ${field}`);
  const reference = said?.();
  const type = typeOfReference(reference, describeClass);
  if (type !== undefined) return type;
  throw new ClassFieldError(
    field,
    `has a \`${option}\` that gives ${nameOf(reference)}`,
    adviceFor(option, reference),
  );
}

function nameOf(reference: unknown): string {
  if (typeof reference === 'function') return reference.name === '' ? 'a function' : reference.name;
  return reference === null ? 'null' : Array.isArray(reference) ? 'a list' : typeof reference;
}

function adviceFor(option: string, reference: unknown): string {
  if (reference === undefined)
    return 'import the class as a value (not with `import type`) and export it before first use.';
  if (reference === Array || reference === Set) return 'say what its items are: `items: () => Item`.';
  if (reference === Map) return 'say what its values are: `values: () => Number` beside `type: () => Map`.';
  if (Array.isArray(reference))
    return "write `items: () => Item` for a list, `enum: ['a', 'b']` for a closed list.";
  return `give a class, an enum, or text such as \`${option}: 'string[]'\`.`;
}

/** Whether the program sees an object or a Map follows from what is written and never from what a compiler emits. */
function mapKind(field: string, type: FieldRecord['type']): 'object' | 'Map' {
  if (type === undefined) return 'object';
  const reference = typeof type === 'string' ? type : type();
  if (reference === Map || reference === 'Map') return 'Map';
  if (reference === Object || reference === 'object') return 'object';
  throw new ClassFieldError(
    field,
    'has `values` beside a `type` that is no map',
    'write `type: () => Map`, or leave `type` out for a plain object.',
  );
}

function schemaType(field: string, schema: object, shown: FieldType | undefined): FieldType {
  if (isStandardSchema(schema)) return standardType(field, schema, shown);
  if (shown === undefined) return fromJsonSchema(schema as JsonSchema);
  throw new ClassFieldError(field, 'has both `type` and a JSON Schema', 'remove one of them.');
}
