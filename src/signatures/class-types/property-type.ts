import { designTypeOf, type DesignType } from '../../metadata';
import type { FieldType } from '../../types';
import { ClassFieldError, UnknownFieldTypeError } from './class-type-errors';
import { explicitType } from './explicit-type';
import type { PropertyFacts } from './property-facts';
import { refineType } from './refine-type';
import { type DescribeClass, typeOfReference } from './type-of-reference';
import { validatorHints, type ValidatorHints } from './validator-hints';

/** A property's type, and what decorators say about its absence. */
export interface PropertyType {
  readonly type: FieldType;
  readonly optional: boolean;
}

/**
 * The type of a property. Options win over `@Type`, that over class-validator's decorators, those over the compiler's
 * metadata; the decorators narrow whatever is found.
 *
 * @throws {@link UnknownFieldTypeError} when nothing says it; {@link ClassFieldError} when an option says no type.
 */
export function propertyType(facts: PropertyFacts, describeClass: DescribeClass): PropertyType {
  const { owner, name, record } = facts;
  const field = `${owner.name}.${name}`;
  const hints = validatorHints(facts.validators);
  const explicit = record === undefined ? undefined : explicitType(field, record, describeClass);
  assertSameEverywhere(field, facts);
  const type = explicit ?? impliedType(facts, hints, describeClass);
  const refined = refineType(type, hints);
  return {
    type: record?.nullable === true ? orNull(refined) : refined,
    optional: record?.optional ?? hints.isOptional,
  };
}

/** A type that holds null too. */
function orNull(type: FieldType): FieldType {
  if (type.kind === 'null' || type.kind === 'any') return type;
  const options = type.kind === 'union' ? type.options : [type];
  return options.some(({ kind }) => kind === 'null')
    ? type
    : { kind: 'union', options: [...options, { kind: 'null' }] };
}

function impliedType(facts: PropertyFacts, hints: ValidatorHints, describeClass: DescribeClass): FieldType {
  const { owner, name } = facts;
  const design = designTypeOf(owner, name);
  const isArray = hints.isArray || design.erased === 'array' || facts.validators.some(({ each }) => each);
  const byTransformer = isScalar(design)
    ? undefined
    : typeOfReference(facts.transformer()?.(), describeClass);
  if (byTransformer !== undefined) return isArray ? { kind: 'array', items: byTransformer } : byTransformer;
  if (hints.items !== undefined && design.erased !== 'set' && design.erased !== 'map') {
    return { kind: 'array', items: hints.items };
  }
  const implied =
    typeOfReference(design.hint, describeClass) ??
    hints.value ??
    typeOfReference(hints.instance, describeClass);
  if (implied !== undefined && !isArray) return implied;
  throw new UnknownFieldTypeError(
    `${owner.name}.${name}`,
    reasonOf(design, isArray),
    fixFor(facts, design, isArray),
  );
}

/** Nothing that class-transformer says could change these. */
function isScalar({ hint }: DesignType): boolean {
  return [String, Number, Boolean, BigInt, Date].some((scalar) => scalar === hint);
}

/** The same source must not give a Map or Set under one compiler and something else under another. */
function assertSameEverywhere(field: string, { owner, name, record }: PropertyFacts): void {
  const { erased } = designTypeOf(owner, name);
  if (erased === 'set' && record?.items !== undefined) {
    throw new ClassFieldError(field, 'is a Set, while JSON has only arrays', 'declare it as an array.');
  }
  if (erased === 'map' && record?.values !== undefined && record.type === undefined) {
    throw new ClassFieldError(
      field,
      'is a Map, which not all compilers pass on',
      'say so: `type: () => Map` beside `values`.',
    );
  }
}

function reasonOf(design: DesignType, isArray: boolean): string {
  if (isArray && design.erased !== 'array') return 'nothing says what the items of the array are';
  return design.reason ?? 'its type cannot be written as JSON';
}

function fixFor({ record }: PropertyFacts, { erased }: DesignType, isArray: boolean): string {
  const decorator = record?.role === 'input' ? '@InputField' : '@OutputField';
  if (isArray) return `say what its items are: \`${decorator}({ items: () => String })\`.`;
  if (erased === 'set')
    return `make it an array and say what its items are: \`${decorator}({ items: () => String })\`.`;
  if (erased === 'map') {
    return `say what its values are: \`${decorator}({ type: () => Map, values: () => Number })\`.`;
  }
  return (
    `say it: \`${decorator}({ type: () => String })\` (or \`items\` for an array, \`values\` for a map, ` +
    '`enum` for a closed list, `schema` for anything else).'
  );
}
