import { type AnyClass, type FieldRecord, signatureRecordOf } from '../../metadata';
import { partsOf, type Constructor, type FieldType, type ObjectType, type Property } from '../../types';
import { ClassFieldError } from './class-type-errors';
import { formattedType } from './formatted-type';
import { freshDefault } from './fresh-default';
import { opaqueClassType } from './opaque-class';
import { type PropertyFacts, propertyFacts } from './property-facts';
import { propertyRules } from './property-rules';
import { propertyType } from './property-type';

const described = new WeakMap<Constructor, FieldType>();

/**
 * The type of a nested class. Its properties are those with our decorators, class-validator's or class-transformer's
 * `@Type`, and are looked up at first use, so that classes may refer to each other. A class with none of them holds
 * any object.
 */
export function describeClass(constructor: Constructor): FieldType {
  const known = described.get(constructor);
  if (known !== undefined) return known;
  const isOpaque = propertyFacts(constructor, true).length === 0;
  const type = isOpaque ? opaqueClassType(constructor) : objectType(constructor);
  described.set(constructor, type);
  return type;
}

function objectType(constructor: Constructor): ObjectType {
  let properties: readonly Property[] | undefined;
  return Object.freeze({
    kind: 'object',
    name: constructor.name,
    desc: signatureRecordOf(constructor)?.instructions,
    properties: () => (properties ??= propertiesOf(constructor)),
    construct: constructor,
  });
}

/** Looks up the properties of all classes that a type can reach, so that an unknown one is an error now. */
export function settleType(type: FieldType, seen: Set<FieldType> = new Set()): void {
  if (seen.has(type)) return;
  seen.add(type);
  for (const part of partsOf(type)) settleType(part, seen);
}

function propertiesOf(constructor: Constructor): readonly Property[] {
  return Object.freeze(propertyFacts(constructor, true).map((facts) => propertyOf(constructor, facts)));
}

function propertyOf(constructor: AnyClass, facts: PropertyFacts): Property {
  const { owner, name, record } = facts;
  if (record !== undefined) assertNested(`${owner.name}.${name}`, record);
  const { type, optional } = propertyType(facts, describeClass);
  return Object.freeze({
    name,
    type: formattedType(`${owner.name}.${name}`, type, record?.format),
    desc: record?.desc,
    optional,
    ...(record?.default === undefined ? {} : { default: freshDefault(record.default) }),
    rules: propertyRules(constructor, name, type),
  });
}

function assertNested(field: string, record: FieldRecord): void {
  const useless =
    record.prefix !== undefined ? 'prefix' : typeof record.format === 'function' ? 'format' : undefined;
  if (useless === undefined) return;
  throw new ClassFieldError(
    field,
    `has a \`${useless}\`, which only fields of a signature have`,
    `remove it from the nested class, or give it to the field that holds the class.`,
  );
}
