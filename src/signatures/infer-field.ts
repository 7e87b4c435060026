import type { FieldSpec } from './create-field';
import type { TypeOfText } from './grammar/parse-type.types';

/** An object type with its intersections worked out, so that editors show the fields. */
type Simplify<Value> = { [Key in keyof Value]: Value[Key] };

/** Makes keys that nothing reads a compile error, where the object's type is inferred. */
export type NoOthers<Given, Known> = { readonly [Key in Exclude<keyof Given, keyof Known>]: never };

/** What a field of that spec holds. A type given as a value is not known to the compiler. */
type ValueOf<Spec> = Spec extends { readonly type: infer Type }
  ? Type extends string
    ? TypeOfText<Type>
    : Type extends {
          readonly '~standard': { readonly types?: { readonly output: infer Output } | undefined };
        }
      ? Output
      : unknown
  : string;

type Member<Name extends string, Spec> = Spec extends
  { readonly optional: true } | { readonly default: unknown }
  ? { [Key in Name]?: ValueOf<Spec> }
  : { [Key in Name]: ValueOf<Spec> };

type Extended<Fields, Name extends string, Spec> = string extends Name
  ? Record<string, unknown>
  : Simplify<Omit<Fields, Name> & Member<Name, Spec>>;

/** The fields of one role after a field was added or replaced. */
export type WithMember<
  Fields,
  Role extends FieldSpec['role'],
  Name extends string,
  Spec extends FieldSpec,
> = Role extends Spec['role'] ? Extended<Fields, Name, Spec> : Without<Fields, Name>;

/** The fields of one role after one was changed, if it is there. A patch that names no type leaves it. */
export type WithPatch<Fields, Name extends string, Patch> = Name extends keyof Fields
  ? Patch extends { readonly type: unknown } | { readonly optional: unknown }
    ? Extended<
        Fields,
        Name,
        Patch extends { readonly type: unknown } ? Patch : Patch & { readonly type: never }
      >
    : Fields
  : Fields;

/** The fields of one role without a name. */
export type Without<Fields, Name extends string> = string extends keyof Fields ? Fields : Omit<Fields, Name>;
