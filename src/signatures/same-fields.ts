import { isDeepStrictEqual as sameValue } from 'node:util';
import type { FieldType, ObjectType, Property } from '../types';
import type { Field } from './field';

/** Whether two lists declare the same fields in the same order: names, roles, types, words, rules and defaults. */
export function sameFields(left: readonly Field[], right: readonly Field[]): boolean {
  return sameLists(left, right, sameField);
}

function sameField(left: Field, right: Field): boolean {
  return (
    left.name === right.name &&
    left.role === right.role &&
    left.desc === right.desc &&
    left.prefix === right.prefix &&
    left.optional === right.optional &&
    left.format === right.format &&
    sameValue(left.default, right.default) &&
    sameValue(left.rules, right.rules) &&
    sameType(left.type, right.type, new Map())
  );
}

/** Pairs of object types taken as equal while their properties are compared: classes may refer to each other. */
type Pairs = Map<ObjectType, ObjectType>;

function sameType(left: FieldType, right: FieldType, pairs: Pairs): boolean {
  if (left === right) return true;
  if (left.kind === 'object') return right.kind === 'object' && sameObject(left, right, pairs);
  if (left.kind === 'array') {
    return right.kind === 'array' && left.unique === right.unique && sameType(left.items, right.items, pairs);
  }
  if (left.kind === 'map') {
    return right.kind === 'map' && left.as === right.as && sameType(left.values, right.values, pairs);
  }
  if (left.kind === 'tuple') return right.kind === 'tuple' && sameTypes(left.items, right.items, pairs);
  if (left.kind === 'union') return right.kind === 'union' && sameTypes(left.options, right.options, pairs);
  if (left.kind === 'enum') return right.kind === 'enum' && sameValue(left.choices, right.choices);
  if (left.kind === 'custom') return right.kind === 'custom' && left.type.name === right.type.name;
  if (left.kind === 'schema') return right.kind === 'schema' && sameValue(left.schema, right.schema);
  return sameValue(left, right);
}

function sameObject(left: ObjectType, right: ObjectType, pairs: Pairs): boolean {
  if (left.name !== right.name || left.construct !== right.construct) return false;
  if (pairs.get(left) === right) return true;
  pairs.set(left, right);
  return sameLists(left.properties(), right.properties(), (one, other) => sameProperty(one, other, pairs));
}

function sameProperty(left: Property, right: Property, pairs: Pairs): boolean {
  return (
    left.name === right.name &&
    left.optional === right.optional &&
    left.desc === right.desc &&
    sameValue(left.default, right.default) &&
    sameValue(left.rules, right.rules) &&
    sameType(left.type, right.type, pairs)
  );
}

function sameTypes(left: readonly FieldType[], right: readonly FieldType[], pairs: Pairs): boolean {
  return sameLists(left, right, (one, other) => sameType(one, other, pairs));
}

function sameLists<Item>(
  left: readonly Item[],
  right: readonly Item[],
  same: (left: Item, right: Item) => boolean,
): boolean {
  return (
    left.length === right.length &&
    left.every((item, index) => {
      const other = right[index];
      return other !== undefined && same(item, other);
    })
  );
}
