import { type AnyClass, lineageOf } from './class-metadata';

/** One class-validator decorator on one property, as class-validator keeps it. */
export interface ValidatorRecord {
  readonly property: string;
  /** The decorator in camel case, such as `isIn`; `nestedValidation` and the like where it has no name. */
  readonly name: string;
  readonly constraints: readonly unknown[];
  /** Whether it holds for every item. */
  readonly each: boolean;
  /** The message its author gave it, with `$property` and `$constraint1` filled in; absent where it needs a value. */
  readonly message?: string;
}

interface ForeignMetadata {
  readonly type: string;
  readonly name?: string;
  readonly target: unknown;
  readonly propertyName: string;
  readonly constraints?: readonly unknown[];
  readonly each?: boolean;
  readonly message?: unknown;
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

function recordOf(metadata: ForeignMetadata): ValidatorRecord {
  const { type, name, propertyName, constraints = [], each } = metadata;
  const message = messageOf(metadata);
  const record = { property: propertyName, name: name ?? type, constraints, each: each === true };
  return message === undefined ? record : { ...record, message };
}

/** A message that is a function, or speaks of the value, says nothing before there is one. */
function messageOf({ message, propertyName, constraints = [] }: ForeignMetadata): string | undefined {
  if (typeof message !== 'string') return undefined;
  const filled = message
    .replaceAll('$property', () => propertyName)
    .replaceAll(/\$constraint(\d+)/g, (_, place: string) => String(constraints[Number(place) - 1] ?? ''));
  return /\$(?:value|target)/.test(filled) ? undefined : filled;
}
