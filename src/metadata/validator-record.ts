import { type AnyClass, lineageOf } from './class-metadata';

/** One class-validator decorator on one property, as class-validator keeps it. */
export interface ValidatorRecord {
  readonly property: string;
  /** The decorator in camel case, such as `isIn`; `nestedValidation` and the like where it has no name. */
  readonly name: string;
  readonly constraints: readonly unknown[];
  /** Whether it holds for every item. */
  readonly each: boolean;
}

interface ForeignMetadata {
  readonly type: string;
  readonly name?: string;
  readonly target: unknown;
  readonly propertyName: string;
  readonly constraints?: readonly unknown[];
  readonly each?: boolean;
}

interface ForeignStorage {
  getTargetValidationMetadatas(...asked: readonly unknown[]): readonly ForeignMetadata[];
}

/**
 * The class-validator decorators in force on a class and its bases, those of the bases first.
 *
 * Reads the storage that all copies of class-validator in a realm share, and does not load class-validator: when
 * nothing has loaded it, nothing was decorated with it.
 */
export function validatorsOf(constructor: AnyClass): readonly ValidatorRecord[] {
  const storage = (globalThis as { classValidatorMetadataStorage?: ForeignStorage })
    .classValidatorMetadataStorage;
  if (storage === undefined) return [];
  const inForce = storage.getTargetValidationMetadatas(constructor, '', false, false);
  return lineageOf(constructor).flatMap((owner) =>
    inForce.filter(({ target }) => target === owner).map(recordOf),
  );
}

function recordOf({ type, name, propertyName, constraints, each }: ForeignMetadata): ValidatorRecord {
  return { property: propertyName, name: name ?? type, constraints: constraints ?? [], each: each === true };
}
