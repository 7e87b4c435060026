import type { JsonSchema } from './json-schema';
import type { PromptType } from './prompt-type';

/** A class that can be instantiated without arguments. */
export type Constructor<Instance = object> = new (...args: never[]) => Instance;

/** One value out of a closed list: an enum, a literal union. Matched by `value`. */
export interface EnumChoice {
  readonly value: string | number | boolean;
  /** The member's name, where an enum has one. */
  readonly name?: string;
  /** What choosing it means, shown to the model. */
  readonly desc?: string;
  /** Other spellings that mean the same. */
  readonly aliases?: readonly string[];
}

/** A property of a nested object. */
export interface Property {
  readonly name: string;
  readonly type: FieldType;
  readonly desc?: string;
  /** May be missing. A property that may be null has a union type with `null` instead, or both. */
  readonly optional: boolean;
  /** Used when the value is missing. A function makes a fresh one each time. */
  readonly default?: unknown;
  readonly rules: readonly Rule[];
}

/** One demand on a value beyond its type, from class-validator or from a JSON Schema keyword. */
export interface Rule {
  /** The rule's name, such as `min` or `isEmail`. */
  readonly name: string;
  /** Its meaning for a reader, as an end of the sentence "the value …", such as `must not be less than 0`. */
  readonly words: string;
  /** The same as JSON Schema keywords, as far as they can say it. */
  readonly keywords: Readonly<Record<string, unknown>>;
  /** Whether it holds for every item of an array instead of the array. */
  readonly each: boolean;
}

/** What a field can hold. A closed, immutable description; `toJsonSchema` writes it for providers and parsers. */
export type FieldType =
  | { readonly kind: 'string'; readonly format?: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'null' }
  /** Any JSON value. */
  | { readonly kind: 'any' }
  /** A JavaScript `Date`; ISO 8601 text in JSON. `date` has no time and no zone: midnight UTC of that day. */
  | { readonly kind: 'date'; readonly format: 'date-time' | 'date' }
  | { readonly kind: 'enum'; readonly choices: readonly EnumChoice[] }
  | { readonly kind: 'array'; readonly items: FieldType; readonly unique?: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly FieldType[] }
  /** Text keys to values of one type. `as` says what the program sees; it is an object in JSON either way. */
  | { readonly kind: 'map'; readonly values: FieldType; readonly as: 'object' | 'Map' }
  | ObjectType
  | { readonly kind: 'union'; readonly options: readonly FieldType[] }
  /** A JSON Schema given by the user, used as it is; `validate` is the Standard Schema check behind it, if any. */
  | { readonly kind: 'schema'; readonly schema: JsonSchema; readonly validate?: (value: unknown) => unknown }
  /** A value with its own way into a prompt: an image, a conversation, code. */
  | { readonly kind: 'custom'; readonly type: PromptType };

/** A nested class or an inline object. */
export interface ObjectType {
  readonly kind: 'object';
  /** The class's name; the `$defs` name in a schema. */
  readonly name: string;
  readonly desc?: string;
  /** A thunk, so that classes may refer to each other. Same array on every call. */
  readonly properties: () => readonly Property[];
  /** The class to instantiate; absent for inline objects. */
  readonly construct?: Constructor;
}
