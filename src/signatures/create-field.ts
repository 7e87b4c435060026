import type { FieldType } from '../types';
import { assertKnownOptions, deepFreeze } from '../util';
import { freshDefault } from './class-types/fresh-default';
import { isStandardSchema, standardType, type StandardSchemaLike } from './class-types/standard-type';
import { assertFieldName } from './field-name';
import type { Field } from './field';
import { parseType } from './grammar/parse-type';
import { inferPrefix } from './infer-prefix';

/** What may be said about a field when it is added to a signature. All but the role has a default. */
export interface FieldSpec {
  readonly role: Field['role'];
  /**
   * What it holds: a type, one written as in a signature string, such as `string[]` or `"yes" | "no"`, or a Standard Schema
   * (zod, valibot, arktype) that can say its JSON Schema.
   * @default string
   */
  readonly type?: FieldType | string | StandardSchemaLike;
  /**
   * What it is, for the model.
   * @default ${name}
   */
  readonly desc?: string;
  /**
   * DSPy's label, kept for saved state.
   * @default the name as words, with a colon
   */
  readonly prefix?: string;
  /**
   * Whether it may be missing.
   * @default false
   */
  readonly optional?: boolean;
  /** Used when the value is missing. A function makes a fresh one each time. */
  readonly default?: unknown;
  /**
   * Demands on the value beyond its type.
   * @default none
   */
  readonly rules?: Field['rules'];
  /** Writes an input for the prompt instead of the adapter's own way. */
  readonly format?: Field['format'];
}

/** What may be changed about a field that is there. */
export type FieldPatch = Omit<Partial<FieldSpec>, 'role'>;

const CHANGEABLE = ['type', 'desc', 'prefix', 'optional', 'default', 'rules', 'format'];
const STRING: FieldType = Object.freeze({ kind: 'string' });

/**
 * A whole, frozen field.
 *
 * @param name an identifier.
 * @param spec what is said about it; DSPy's defaults for the rest.
 * @throws {@link FieldNameError}, {@link ReservedFieldNameError} for the name, {@link SignatureSyntaxError} for a type
 * that does not parse, {@link UnknownOptionError} for an option nothing reads.
 */
export function createField(name: string, spec: FieldSpec): Field {
  assertKnownOptions(spec, ['role', ...CHANGEABLE], `field "${name}"`);
  assertFieldName(name, spec.role);
  return freezeField({
    name,
    role: spec.role,
    type: typeOf(name, spec.type),
    typeIsDefault: spec.type === undefined,
    desc: spec.desc ?? `\${${name}}`,
    prefix: spec.prefix ?? `${inferPrefix(name)}:`,
    optional: spec.optional ?? false,
    default: freshDefault(spec.default),
    rules: spec.rules ?? [],
    format: spec.format,
  });
}

/**
 * The field with some things said anew. A key that is there with `undefined` goes back to its default.
 *
 * @throws as {@link createField} does.
 */
export function updateField(field: Field, patch: FieldPatch): Field {
  assertKnownOptions(patch, CHANGEABLE, `withUpdatedField("${field.name}", …)`);
  const type = field.typeIsDefault ? undefined : field.type;
  const { desc, prefix, optional, rules, format } = field;
  const standing = { desc, prefix, optional, rules, format, default: field.default };
  return createField(field.name, { ...standing, type, ...patch, role: field.role });
}

/** Freezes a field that was made elsewhere, with all its plain parts. */
export function freezeField(field: Field): Field {
  const frozen: { -readonly [Key in keyof Field]: Field[Key] } = { ...field };
  if (frozen.default === undefined) delete frozen.default;
  if (frozen.format === undefined) delete frozen.format;
  frozen.rules = deepFreeze([...field.rules]);
  return Object.freeze(frozen);
}

function typeOf(name: string, type: FieldSpec['type']): FieldType {
  if (type === undefined) return STRING;
  if (isStandardSchema(type)) return standardType(`field "${name}"`, type);
  return typeof type === 'string' ? parseType(type, `The type of field "${name}"`) : type;
}
