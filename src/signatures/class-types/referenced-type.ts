import type { FieldType } from '../../types';
import { describeClass, settleType } from './describe-class';
import { typeOfReference } from './type-of-reference';

/**
 * The type that a class, an enum, `[Item]` or a prompt type stands for; `undefined` when it stands for none.
 *
 * @throws {@link UnknownFieldTypeError} when a property of a class it can reach has a type that nothing says.
 */
export function referencedType(reference: unknown): FieldType | undefined {
  const type = typeOfReference(reference, describeClass);
  if (type !== undefined) settleType(type);
  return type;
}
