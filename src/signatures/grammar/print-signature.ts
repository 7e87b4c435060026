import { unreachable } from '../../util';
import type { EnumChoice, FieldType, Property } from '../../types';
import type { Field } from '../field';

/**
 * The text that {@link parseSignature} reads back as the same names, roles and types. Classes, schemas and prompt
 * types are written by name; descriptions and rules have no notation.
 */
export function printSignature({
  inputFields,
  outputFields,
}: {
  readonly inputFields: readonly Field[];
  readonly outputFields: readonly Field[];
}): string {
  return `${inputFields.map(printField).join(', ')} -> ${outputFields.map(printField).join(', ')}`.trimStart();
}

function printField({ name, type, typeIsDefault, optional }: Field): string {
  const key = optional ? `${name}?` : name;
  return typeIsDefault ? key : `${key}: ${printType(type)}`;
}

/** A type in the grammar's own notation. */
export function printType(type: FieldType): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'null':
    case 'any':
      return type.kind;
    case 'date':
      return type.format === 'date' ? 'date' : 'Date';
    case 'enum':
      return type.choices.map(printChoice).join(' | ');
    case 'array':
      return type.unique === true ? `Set<${printType(type.items)}>` : `${printOperand(type.items)}[]`;
    case 'tuple':
      return `[${type.items.map(printType).join(', ')}]`;
    case 'map':
      return `${type.as === 'Map' ? 'Map' : 'Record'}<string, ${printType(type.values)}>`;
    case 'union':
      return type.options.map(printType).join(' | ');
    case 'object':
      return type.construct === undefined
        ? `{ ${type.properties().map(printProperty).join(', ')} }`
        : type.name;
    case 'schema':
      return 'any';
    case 'custom':
      return type.type.name;
    default:
      return unreachable(type);
  }
}

function printOperand(type: FieldType): string {
  const isUnion = type.kind === 'union' || (type.kind === 'enum' && type.choices.length > 1);
  return isUnion ? `(${printType(type)})` : printType(type);
}

function printProperty({ name, type, optional }: Property): string {
  const key = /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name) ? name : JSON.stringify(name);
  return `${key}${optional ? '?' : ''}: ${printType(type)}`;
}

function printChoice({ value }: EnumChoice): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
