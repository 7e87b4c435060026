import type { Constructor, FieldType, PromptType } from '../../types';
import { InvalidArgumentError } from '../../errors';
import { describeClass } from '../class-types/describe-class';
import { enumOf, typeOfReference } from '../class-types/type-of-reference';
import type { TypeNames } from './parse-type';

type Scalar = string | number | boolean;

/** What a name in a signature string may stand for. */
export type TypeReference =
  Constructor | PromptType<never> | FieldType | readonly Scalar[] | Readonly<Record<string, string | number>>;

/** Names for signature strings, and what they stand for. */
export type TypeRegistry = Readonly<Record<string, TypeReference>>;

/** What values of the named types are to the program. A type made at run time is `unknown` to the compiler. */
export type NamesOf<Types> = { [Name in keyof Types]: ValueOf<Types[Name]> };

type ValueOf<Reference> = Reference extends abstract new (...args: never[]) => infer Instance
  ? Instance
  : Reference extends { readonly kind: string }
    ? unknown
    : Reference extends { readonly jsonSchema: unknown; is(value: unknown): value is infer Value }
      ? Value
      : Reference extends readonly (infer Item)[]
        ? Item
        : Reference[keyof Reference];

/**
 * The types that names stand for.
 *
 * @throws {@link InvalidArgumentError} for something that is no type.
 */
export function typeNames(types: TypeRegistry): TypeNames {
  return new Map(Object.entries(types).map(([name, reference]) => [name, resolved(name, reference)]));
}

function resolved(name: string, reference: TypeReference): FieldType {
  const type = Array.isArray(reference)
    ? enumOf(reference as readonly Scalar[])
    : typeOfReference(reference, describeClass);
  if (type !== undefined) return type;
  throw new InvalidArgumentError(`types.${name}`, {
    found: reference === null ? 'null' : typeof reference,
    expected: 'a class, an enum, a list of texts or numbers, or a type.',
    fix: 'import it as a value, not with `import type`.',
  });
}
