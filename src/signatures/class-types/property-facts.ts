import {
  type AnyClass,
  designTypeOf,
  type FieldRecord,
  fieldsOf,
  lineageOf,
  settleClass,
  transformerTypesOf,
  type ValidatorRecord,
  validatorsOf,
} from '../../metadata';

/** All that is known about one property of a class, from every side. */
export interface PropertyFacts {
  /** The class whose declaration counts. */
  readonly owner: AnyClass;
  readonly name: string;
  /** What our decorator was told, if it stands there. */
  readonly record?: FieldRecord;
  readonly validators: readonly ValidatorRecord[];
  /** What class-transformer's `@Type` gives. Looked up when asked, because asking loads class-transformer. */
  readonly transformer: () => (() => unknown) | undefined;
}

/**
 * Every property that a decorator stands on: ours first, in order of declaration, then those that only
 * class-validator knows, then those that only class-transformer knows.
 *
 * @param withTransformers whether to look for the last. It loads class-transformer.
 */
export function propertyFacts(constructor: AnyClass, withTransformers: boolean): readonly PropertyFacts[] {
  settleClass(constructor);
  const fields = new Map(fieldsOf(constructor).map((field) => [field.record.name, field]));
  const validators = validatorsOf(constructor);
  const names = new Set([
    ...fields.keys(),
    ...validators.map(({ property }) => property),
    ...(withTransformers ? transformerTypesOf(constructor).keys() : []),
  ]);
  return [...names].map((name) => ({
    owner: fields.get(name)?.owner ?? declaringClass(constructor, name),
    name,
    record: fields.get(name)?.record,
    validators: validators.filter(({ property }) => property === name),
    transformer: () => transformerTypesOf(constructor).get(name),
  }));
}

/** The nearest class in the lineage for which the compiler emitted the property's type. */
function declaringClass(constructor: AnyClass, name: string): AnyClass {
  const declares = (owner: AnyClass): boolean => designTypeOf(owner, name).erased !== 'nothing';
  return lineageOf(constructor).filter(hasPrototype).findLast(declares) ?? constructor;
}

/** The root of all classes is a function without one. */
function hasPrototype(owner: AnyClass): boolean {
  return typeof owner.prototype === 'object' && (owner.prototype as unknown) !== null;
}
