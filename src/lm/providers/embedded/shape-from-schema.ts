import { isPlainObject, resolvePointer } from '../../../util';
import type { JsonSchemaObject } from '../../request';
import { TEXT, unionOf, type Label, type Shape, type Slot } from './shape';

const DEEPEST = 8;

/** The shape a JSON Schema describes. `$ref` into `$defs` is followed; a schema that is too deep ends in text. */
function shapeFromSchema(schema: unknown, root: JsonSchemaObject, depth = 0): Shape {
  if (!isPlainObject(schema) || depth > DEEPEST) return TEXT;
  if (typeof schema['$ref'] === 'string') {
    return shapeFromSchema(resolvePointer(schema['$ref'], root), root, depth + 1);
  }
  if (Array.isArray(schema['enum'])) return unionOf(schema['enum'].map(constant));
  if ('const' in schema) return constant(schema['const']);
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options))
    return unionOf(options.map((option) => shapeFromSchema(option, root, depth + 1)));
  if (Array.isArray(schema['allOf'])) return shapeFromSchema(schema['allOf'][0], root, depth + 1);
  if (Array.isArray(schema['type'])) {
    return unionOf(schema['type'].map((type) => shapeFromSchema({ ...schema, type }, root, depth + 1)));
  }
  return shapeOfType(schema, root, depth);
}

/** The fields of a schema that describes a whole reply. */
export function slotsFromSchema(
  schema: JsonSchemaObject,
  root: JsonSchemaObject = schema,
  depth = 0,
): Slot[] {
  const properties = schema['properties'];
  if (!isPlainObject(properties)) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([name, property]) => {
    const shape = shapeFromSchema(property, root, depth + 1);
    const desc = isPlainObject(property) ? property['description'] : undefined;
    return {
      name,
      shape: required.includes(name) ? shape : { kind: 'maybe', of: shape },
      desc: typeof desc === 'string' ? desc : '',
    };
  });
}

function shapeOfType(schema: JsonSchemaObject, root: JsonSchemaObject, depth: number): Shape {
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return { kind: 'number', integer: schema['type'] === 'integer', ...boundsOf(schema) };
    case 'boolean':
      return { kind: 'boolean' };
    case 'null':
      return { kind: 'null' };
    case 'array':
      return { kind: 'list', items: shapeFromSchema(schema['items'], root, depth + 1) };
    case 'object': {
      const properties = slotsFromSchema(schema, root, depth);
      return properties.length === 0 ? { kind: 'map' } : { kind: 'object', properties };
    }
    default:
      return dateOr(schema['format']);
  }
}

function dateOr(format: unknown): Shape {
  if (format === 'date') return { kind: 'date', time: false };
  return format === 'date-time' ? { kind: 'date', time: true } : TEXT;
}

function boundsOf(schema: JsonSchemaObject): { readonly min?: number; readonly max?: number } {
  const { minimum, maximum } = schema;
  return {
    ...(typeof minimum === 'number' ? { min: minimum } : {}),
    ...(typeof maximum === 'number' ? { max: maximum } : {}),
  };
}

function constant(value: unknown): Shape {
  return value === null ? { kind: 'null' } : { kind: 'choice', choices: [value as Label] };
}
