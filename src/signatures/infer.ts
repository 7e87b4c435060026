import type { ParseSignature, Sides } from './grammar/parse-signature.types';
import type { NoNames } from './grammar/parse-type.types';
import type { SignatureTypeError } from './grammar/signature-type-error';

/** What the compiler can know of the inputs or outputs of a signature it does not know. */
export type LooseFields = Record<string, unknown>;

/**
 * The inputs a signature takes: of a string such as `'question -> answer'`, a signature class or its instance type,
 * or a `Signature<Inputs, Outputs>`.
 *
 * In a class, `readonly` properties are inputs. A class without any gives loose types. `Names` are the types a string
 * may name besides the built-in ones.
 */
export type InputsOf<S, Names = NoNames> =
  IsAny<S> extends true
    ? LooseFields
    : S extends string
      ? SideOf<ParseSignature<S, Names>, 'inputs'>
      : S extends { readonly '~types': Sides<infer Inputs, unknown> | undefined }
        ? Inputs
        : S extends abstract new (...args: never[]) => infer Instance
          ? ClassInputs<Instance>
          : ClassInputs<S>;

/** The outputs a signature gives; see {@link InputsOf}. In a class, mutable properties are outputs. */
export type OutputsOf<S, Names = NoNames> =
  IsAny<S> extends true
    ? LooseFields
    : S extends string
      ? SideOf<ParseSignature<S, Names>, 'outputs'>
      : S extends { readonly '~types': Sides<unknown, infer Outputs> | undefined }
        ? Outputs
        : S extends abstract new (...args: never[]) => infer Instance
          ? ClassOutputs<Instance>
          : ClassOutputs<S>;

/**
 * `unknown` for a signature the compiler can read, else the sentence saying why not. Intersected with the type of a
 * parameter, it turns a malformed signature string into a compile error.
 */
export type CheckSignature<S, Names = NoNames> = S extends string
  ? ParseSignature<S, Names> extends SignatureTypeError<infer Sentence>
    ? SignatureTypeError<Sentence>
    : unknown
  : unknown;

type SideOf<Parsed, Side extends 'inputs' | 'outputs'> =
  Parsed extends Sides<unknown, unknown> ? Parsed[Side] : Parsed;

type ClassInputs<Instance> = [ReadonlyKeys<Instance>] extends [never]
  ? LooseFields
  : Pick<Instance, ReadonlyKeys<Instance>> extends infer Inputs
    ? { -readonly [Key in keyof Inputs]: Inputs[Key] }
    : never;

type ClassOutputs<Instance> = [ReadonlyKeys<Instance>] extends [never]
  ? LooseFields
  : Pick<Instance, Exclude<DataKeys<Instance>, ReadonlyKeys<Instance>>> extends infer Outputs
    ? { [Key in keyof Outputs]: Outputs[Key] }
    : never;

/** Names of properties that hold data: methods are not fields. */
type DataKeys<Instance> = {
  [Key in keyof Instance]-?: Instance[Key] extends ((...args: never[]) => unknown) | undefined ? never : Key;
}[keyof Instance] &
  string;

type ReadonlyKeys<Instance> = {
  [Key in DataKeys<Instance>]: IsSame<Pick<Instance, Key>, Readonly<Pick<Instance, Key>>> extends true
    ? Key
    : never;
}[DataKeys<Instance>];

/** Identity of types, modifiers included: two generic functions are assignable only if their conditions are identical. */
type IsSame<Left, Right> =
  (<Value>() => Value extends Left ? 1 : 2) extends <Value>() => Value extends Right ? 1 : 2 ? true : false;

type IsAny<Value> = 0 extends 1 & Value ? true : false;
