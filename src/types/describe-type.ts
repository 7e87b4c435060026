import type { EnumChoice, FieldType, ObjectType, Property } from './field-type';
import { schemaText } from './schema-text';

/**
 * A type in a few tokens, as TypeScript would write it: `"a" | "b"`, `{ sku: string, qty: integer }[]`. A class is
 * written out where it first stands and named where it stands again.
 */
export function describeType(type: FieldType): string {
  return describe(type, new Set());
}

function describe(type: FieldType, open: ReadonlySet<string>): string {
  switch (type.kind) {
    case 'string':
      return type.format === undefined ? 'string' : `string (${type.format})`;
    case 'bigint':
      return 'integer';
    case 'any':
      return 'any JSON value';
    case 'date':
      return type.format === 'date' ? 'date (YYYY-MM-DD)' : 'date and time (ISO 8601)';
    case 'enum':
      return type.choices.map(describeChoice).join(' | ');
    case 'array':
      return `${grouped(type.items, open)}[]`;
    case 'tuple':
      return `[${type.items.map((item) => describe(item, open)).join(', ')}]`;
    case 'map':
      return `{ [key: string]: ${describe(type.values, open)} }`;
    case 'object':
      return describeObject(type, open);
    case 'union':
      return type.options.map((option) => describe(option, open)).join(' | ');
    case 'schema':
      return schemaText(type.schema);
    case 'custom':
      return type.type.notation ?? type.type.name;
    default:
      return type.kind;
  }
}

function grouped(items: FieldType, open: ReadonlySet<string>): string {
  const text = describe(items, open);
  const needsGroup =
    (items.kind === 'enum' && items.choices.length > 1) || items.kind === 'union' || / /.test(text);
  return needsGroup && !/^\{[^]*\}$/.test(text) ? `(${text})` : text;
}

function describeChoice({ value, desc }: EnumChoice): string {
  return desc === undefined ? JSON.stringify(value) : `${JSON.stringify(value)} (${desc})`;
}

function describeObject(type: ObjectType, open: ReadonlySet<string>): string {
  if (open.has(type.name)) return type.name;
  const properties = type.properties();
  if (properties.length === 0) return 'object';
  const inner = new Set([...open, type.name]);
  const again = refersTo(type, type.name, new Set()) ? `${type.name} = ` : '';
  return `${again}{ ${properties.map((property) => describeProperty(property, inner)).join(', ')} }`;
}

function describeProperty(
  { name, type, optional, desc, rules }: Property,
  open: ReadonlySet<string>,
): string {
  const remarks = [...(desc === undefined ? [] : [desc]), ...rules.map(({ words }) => words)];
  const remark = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
  return `${name}${optional ? '?' : ''}: ${describe(type, open)}${remark}`;
}

/** Whether a class leads back to a name, so that the name must be said. */
function refersTo(type: FieldType, name: string, seen: Set<FieldType>): boolean {
  const within = partsOf(type);
  return within.some((part) => {
    if (part.kind === 'object' && part.name === name) return true;
    if (seen.has(part)) return false;
    seen.add(part);
    return refersTo(part, name, seen);
  });
}

/** The types a type is directly made of. */
export function partsOf(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case 'array':
      return [type.items];
    case 'tuple':
      return type.items;
    case 'map':
      return [type.values];
    case 'union':
      return type.options;
    case 'object':
      return type.properties().map((property) => property.type);
    default:
      return [];
  }
}
