import type { AnyClass } from '../metadata';
import type { FieldType, JsonSchema, PromptType } from '../types';

/** An enum, or an object literal used as one. */
export type EnumObject = Readonly<Record<string, string | number>>;

/** What stands for a type at run time: a class or one of the language's own, an enum, `[Item]` for a list of items. */
export type FieldTypeReference =
  | AnyClass
  | BigIntConstructor
  | EnumObject
  | PromptType
  | FieldType
  | StandardSchema
  | readonly [FieldTypeReference];

/**
 * A type, as a function so that classes may refer to each other (`() => Address`), or as text in the grammar of
 * string signatures (`'string[]'`, `'"yes" | "no"'`).
 */
export type TypeOption = (() => FieldTypeReference) | string;

/** A validator that follows Standard Schema, such as a schema of zod, valibot or arktype. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
  };
}

/** What may be said about an input or output. What is not said follows from the property's type. */
export interface FieldOptions {
  /**
   * What it is, for the model.
   * @default ${name}
   */
  readonly desc?: string;
  /** The same as `desc`. */
  readonly description?: string;
  /**
   * DSPy's label, kept for saved state.
   * @default the name as words, with a colon
   */
  readonly prefix?: string;
  /**
   * What it holds. Needed where the compiler erases the type (unions, type-only imports) or emits none (esbuild).
   * @default what class-validator's decorators or the compiler's metadata say
   */
  readonly type?: TypeOption;
  /** What the items of an array are. */
  readonly items?: TypeOption;
  /** What the values of a map are. Its keys are strings. The program sees an object, or with `type: () => Map` a Map. */
  readonly values?: TypeOption;
  /** The closed list of values. */
  readonly enum?: readonly (string | number | boolean)[] | EnumObject;
  /** A JSON Schema, or a Standard Schema; one without a JSON Schema of its own needs `type` beside it. */
  readonly schema?: JsonSchema | StandardSchema;
  /**
   * Whether it may be missing.
   * @default false, or true under `@IsOptional()`
   */
  readonly optional?: boolean;
  /**
   * Whether it may be null.
   * @default false
   */
  readonly nullable?: boolean;
  /** Used when the value is missing. A function makes a fresh one each time. */
  readonly default?: unknown;
  /** On an input, a function that writes it for the prompt. On text, a JSON Schema format; on a `Date`, `date` or `date-time`. */
  readonly format?: string | ((value: never) => string);
  /** class-validator's decorators. The only way to give them under standard decorators. */
  readonly rules?: readonly PropertyDecorator[];
}
