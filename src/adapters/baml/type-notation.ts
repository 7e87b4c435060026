import { describeType, partsOf, type FieldType, type ObjectType, type Property } from '../../types';

/** A field or a property, as the notation writes it. */
export type Member = Pick<Property, 'name' | 'type' | 'optional' | 'rules'> & { readonly desc?: string };

/**
 * The object of these members in a compact notation: TypeScript's types, one member a line, with what is said about it as a
 * comment behind it. A class that stands in more than one place, or in itself, is written once and named.
 */
export function objectNotation(members: readonly Member[]): string {
  const named = repeatedObjects(members.map(({ type }) => type));
  const classes = [...named].map(([type, name]) => `${name} = ${block(type.properties(), '', named)}`);
  return [...classes, block(members, '', named)].join('\n\n');
}

type Named = ReadonlyMap<ObjectType, string>;

function block(members: readonly Member[], indent: string, named: Named): string {
  const lines = members.map((member) => memberLine(member, `${indent}  `, named));
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function memberLine({ name, type, optional, desc, rules }: Member, indent: string, named: Named): string {
  const remarks = [
    ...(desc === undefined ? [] : [desc]),
    ...rules.map(({ words }) => words),
    ...custom(type),
  ];
  const remark = remarks.length === 0 ? '' : ` // ${remarks.join('; ').replaceAll(/\s+/g, ' ')}`;
  const key = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
  const text = notation(type, indent, named);
  const opening = text.indexOf('\n');
  // Behind a block the remark would be far from its member.
  const written =
    opening < 0 ? `${text},${remark}` : `${text.slice(0, opening)}${remark}${text.slice(opening)},`;
  return `${indent}${key}${optional ? '?' : ''}: ${written}`;
}

function custom(type: FieldType): readonly string[] {
  return type.kind === 'custom' && type.type.description !== undefined ? [type.type.description] : [];
}

function notation(type: FieldType, indent: string, named: Named): string {
  switch (type.kind) {
    case 'array':
      return `${grouped(type.items, indent, named)}[]`;
    case 'tuple':
      return `[${type.items.map((item) => notation(item, indent, named)).join(', ')}]`;
    case 'map':
      return `{ [key: string]: ${notation(type.values, indent, named)} }`;
    case 'union':
      return type.options.map((option) => notation(option, indent, named)).join(' | ');
    case 'object': {
      const name = named.get(type);
      if (name !== undefined) return name;
      const properties = type.properties();
      return properties.length === 0 ? 'object' : block(properties, indent, named);
    }
    default:
      return describeType(type);
  }
}

function grouped(items: FieldType, indent: string, named: Named): string {
  const text = notation(items, indent, named);
  const isSimple = items.kind === 'object' || !/[ |]/.test(text);
  return isSimple ? text : `(${text})`;
}

/** The classes that are met more than once, each with a name of its own. */
function repeatedObjects(types: readonly FieldType[]): Named {
  const met = new Map<ObjectType, number>();
  const visit = (type: FieldType): void => {
    if (type.kind === 'object') {
      const count = (met.get(type) ?? 0) + 1;
      met.set(type, count);
      if (count > 1) return;
    }
    for (const part of partsOf(type)) visit(part);
  };
  for (const type of types) visit(type);
  const names = new Map<ObjectType, string>();
  const taken = new Set<string>();
  for (const [type, count] of met) {
    if (count < 2) continue;
    const wanted = type.name.replaceAll(/[^\p{L}\p{N}_]/gu, '_') || 'Object';
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
    taken.add(name);
    names.set(type, name);
  }
  return names;
}
