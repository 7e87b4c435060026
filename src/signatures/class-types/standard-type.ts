import { toJsonSchema, type FieldType, type JsonSchema } from '../../types';
import { ClassFieldError } from './class-type-errors';

/** A validator that follows Standard Schema, as much of it and of its JSON Schema companion as is read here. */
export interface StandardSchemaLike {
  readonly '~standard': {
    readonly validate: (value: unknown) => unknown;
    readonly jsonSchema?: { readonly output: (options: { readonly target: string }) => JsonSchema };
  };
}

/** Whether a value is a schema of zod, valibot, arktype or any other library that follows Standard Schema. */
export function isStandardSchema(value: unknown): value is StandardSchemaLike {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isHolder || !('~standard' in value)) return false;
  const standard = value['~standard'];
  return typeof standard === 'object' && standard !== null && 'validate' in standard;
}

/**
 * The type of a Standard Schema: its JSON Schema for the model, its own check for the value.
 *
 * @param field what the schema is of, for errors.
 * @param shown the type to show to the model, for a schema that cannot say its JSON Schema.
 * @throws {@link ClassFieldError} when nothing says what to show.
 */
export function standardType(field: string, schema: StandardSchemaLike, shown?: FieldType): FieldType {
  const standard = schema['~standard'];
  const described =
    shown === undefined ? standard.jsonSchema?.output({ target: 'draft-2020-12' }) : toJsonSchema(shown);
  if (described === undefined) {
    throw new ClassFieldError(
      field,
      'has a `schema` that cannot say what it is as JSON Schema',
      'say it beside the schema: `type: () => Item` or `type: "string[]"`; the schema then checks the value.',
    );
  }
  const validate = (value: unknown): unknown => standard.validate(value);
  return { kind: 'schema', schema: described, validate };
}
