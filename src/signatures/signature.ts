import { fieldsToJsonSchema, type Constructor, type JsonSchema } from '../types';
import { deepFreeze } from '../util';
import { createField, freezeField, updateField, type FieldPatch, type FieldSpec } from './create-field';
import { cleanInstructions, defaultInstructions } from './default-instructions';
import { assertFieldName } from './field-name';
import type { Field } from './field';
import { existing, inserted, placed, replaced } from './edit-fields';
import type { NoOthers, WithMember, WithPatch, Without } from './infer-field';
import { sameFields } from './same-fields';
import { DuplicateFieldError, EmptySignatureError } from './signature-errors';

const BRAND = Symbol.for('dspex.signature');

/** The parts a signature is made of. */
export interface SignatureParts {
  /**
   * What errors and schemas call it.
   * @default Signature
   */
  readonly name?: string;
  /**
   * The task, in words. Blank or missing text means the default sentence, which follows the fields as they change.
   * @default Given the fields …, produce the fields ….
   */
  readonly instructions?: string;
  /** Inputs and outputs, in the author's order. */
  readonly fields: readonly Field[];
  /** The class it was read from. */
  readonly construct?: Constructor;
}

/**
 * What goes in, what comes out, and what to do: the declaration of one step of a program.
 *
 * Immutable: every operation gives a new signature. Made by `Signature.from('question -> answer')`, from a class with
 * `@Signature`, or from JSON schemas.
 *
 * @remarks As in DSPy, except that fields are frozen and never shared for writing, a default instruction is written
 * anew while it is still the default, and {@link SignatureDescription.equals} compares types and order too.
 */
export class SignatureDescription<Inputs = Record<string, unknown>, Outputs = Record<string, unknown>> {
  /** For the compiler only: carries the static types. It has no value at run time. */
  declare readonly '~types': { readonly inputs: Inputs; readonly outputs: Outputs } | undefined;

  /** What errors and schemas call it. */
  readonly name: string;
  /** The task, in words. */
  readonly instructions: string;
  /** Whether the instructions are the default sentence, which follows the fields. */
  readonly hasDefaultInstructions: boolean;
  /** All fields in the author's order. */
  readonly fields: readonly Field[];
  /** The inputs, in order. */
  readonly inputFields: readonly Field[];
  /** The outputs, in order. */
  readonly outputFields: readonly Field[];
  /** The class it was read from, if it was. Its class-validator rules hold for the outputs. */
  readonly construct?: Constructor;

  /** @internal Use {@link SignatureDescription.create}. */
  constructor(parts: SignatureParts) {
    this.name = parts.name ?? 'Signature';
    this.fields = Object.freeze(parts.fields.map(freezeField));
    this.inputFields = Object.freeze(this.fields.filter((field) => field.role === 'input'));
    this.outputFields = Object.freeze(this.fields.filter((field) => field.role === 'output'));
    const standing = defaultInstructions(namesOf(this.inputFields), namesOf(this.outputFields));
    this.instructions = parts.instructions === undefined ? standing : cleanInstructions(parts.instructions);
    this.hasDefaultInstructions = this.instructions === standing;
    if (parts.construct !== undefined) this.construct = parts.construct;
    Object.defineProperty(this, BRAND, { value: true });
    assertWhole(this);
    Object.freeze(this);
  }

  /**
   * A signature of these parts.
   *
   * @throws {@link EmptySignatureError} without an output, {@link DuplicateFieldError}, {@link FieldNameError},
   * {@link ReservedFieldNameError}.
   */
  static create<Inputs = Record<string, unknown>, Outputs = Record<string, unknown>>(
    parts: SignatureParts,
  ): SignatureDescription<Inputs, Outputs> {
    const instructions = parts.instructions?.trim() === '' ? undefined : parts.instructions;
    return new SignatureDescription<Inputs, Outputs>({ ...parts, instructions });
  }

  /** Whether the value is a signature, from this or another copy of the library. */
  static isInstance(value: unknown): value is SignatureDescription {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return SignatureDescription.isInstance(value);
  }

  /** The field of that name, or undefined. */
  field(name: string): Field | undefined {
    return this.fields.find((field) => field.name === name);
  }

  /** The same signature under another name. */
  withName(name: string): SignatureDescription<Inputs, Outputs> {
    return copyOf(this, { name });
  }

  /** The same fields with another task. `undefined` restores the default sentence; empty text says nothing at all. */
  withInstructions(instructions: string | undefined): SignatureDescription<Inputs, Outputs> {
    return copyOf(this, { instructions });
  }

  /**
   * With a field added after those of its role, or, if there is one of that name, put in its place.
   *
   * @throws {@link SignatureError} for a name or a type that cannot be.
   */
  withField<const Name extends string, const Spec extends FieldSpec>(
    name: Name,
    spec: Spec & NoOthers<Spec, FieldSpec>,
  ): SignatureDescription<
    WithMember<Inputs, 'input', Name, Spec>,
    WithMember<Outputs, 'output', Name, Spec>
  > {
    return copyOf(this, { fields: placed(this, createField(name, spec)) });
  }

  /**
   * With a field after those of its role.
   *
   * @throws {@link DuplicateFieldError} if the name is there already.
   */
  append<const Name extends string, const Spec extends FieldSpec>(
    name: Name,
    spec: Spec & NoOthers<Spec, FieldSpec>,
  ): SignatureDescription<
    WithMember<Inputs, 'input', Name, Spec>,
    WithMember<Outputs, 'output', Name, Spec>
  > {
    return copyOf(this, { fields: inserted(this, -1, createField(name, spec)) });
  }

  /**
   * With a field before those of its role.
   *
   * @throws {@link DuplicateFieldError} if the name is there already.
   */
  prepend<const Name extends string, const Spec extends FieldSpec>(
    name: Name,
    spec: Spec & NoOthers<Spec, FieldSpec>,
  ): SignatureDescription<
    WithMember<Inputs, 'input', Name, Spec>,
    WithMember<Outputs, 'output', Name, Spec>
  > {
    return copyOf(this, { fields: inserted(this, 0, createField(name, spec)) });
  }

  /**
   * With a field at a place among those of its role.
   *
   * @param index counted from 0; negative counts from the end, so that -1 is after the last.
   * @throws {@link DuplicateFieldError} if the name is there already, {@link InvalidArgumentError} for a place that is not there.
   */
  insert<const Name extends string, const Spec extends FieldSpec>(
    index: number,
    name: Name,
    spec: Spec & NoOthers<Spec, FieldSpec>,
  ): SignatureDescription<
    WithMember<Inputs, 'input', Name, Spec>,
    WithMember<Outputs, 'output', Name, Spec>
  > {
    return copyOf(this, { fields: inserted(this, index, createField(name, spec)) });
  }

  /**
   * Without a field.
   *
   * @throws {@link UnknownFieldError} if it is not there, {@link EmptySignatureError} if it is the last output.
   */
  delete<const Name extends string>(
    name: Name,
  ): SignatureDescription<Without<Inputs, Name>, Without<Outputs, Name>> {
    const field = existing(this, name);
    return copyOf(this, { fields: this.fields.filter((other) => other !== field) });
  }

  /**
   * With some things about a field said anew; what the patch leaves out stays.
   *
   * @throws {@link UnknownFieldError} if the field is not there.
   */
  withUpdatedField<const Name extends string, const Patch extends FieldPatch>(
    name: Name,
    patch: Patch & NoOthers<Patch, FieldPatch>,
  ): SignatureDescription<WithPatch<Inputs, Name, Patch>, WithPatch<Outputs, Name, Patch>> {
    const field = existing(this, name);
    return copyOf(this, { fields: replaced(this, field, updateField(field, patch)) });
  }

  /** Whether the other has the same instructions and declares the same inputs and outputs, types and order included. */
  equals(other: Pick<SignatureDescription, 'instructions' | 'inputFields' | 'outputFields'>): boolean {
    return (
      this.instructions === other.instructions &&
      sameFields(this.inputFields, other.inputFields) &&
      sameFields(this.outputFields, other.outputFields)
    );
  }

  /** JSON Schema of the object of inputs. The same frozen object each time. */
  inputSchema(): JsonSchema {
    return schemaOf(this.inputFields);
  }

  /** JSON Schema of the object of outputs, rules included. The same frozen object each time. */
  outputSchema(): JsonSchema {
    return schemaOf(this.outputFields);
  }

  /** The names alone: `question, context -> answer`. */
  toString(): string {
    const [inputs, outputs] = [namesOf(this.inputFields), namesOf(this.outputFields)];
    return `${inputs.join(', ')} -> ${outputs.join(', ')}`;
  }
}

/** What the operations read, whatever the static types. */
type Parts = Pick<SignatureDescription, Exclude<keyof SignatureParts, 'instructions'>> &
  Pick<SignatureDescription, 'instructions' | 'hasDefaultInstructions'>;

/** A copy with some parts changed. A default instruction is not carried over but written anew. */
function copyOf<Inputs, Outputs>(
  signature: Parts,
  change: Partial<SignatureParts>,
): SignatureDescription<Inputs, Outputs> {
  const { name, fields, construct } = signature;
  const instructions = signature.hasDefaultInstructions ? undefined : signature.instructions;
  return new SignatureDescription({ name, instructions, fields, construct, ...change });
}

const schemas = new WeakMap<readonly Field[], JsonSchema>();

function schemaOf(fields: readonly Field[]): JsonSchema {
  const known = schemas.get(fields);
  if (known !== undefined) return known;
  const schema = deepFreeze(fieldsToJsonSchema(fields));
  schemas.set(fields, schema);
  return schema;
}

function assertWhole({
  name,
  fields,
  outputFields,
}: Pick<SignatureDescription, 'name' | 'fields' | 'outputFields'>): void {
  const seen = new Set<string>();
  for (const field of fields) {
    assertFieldName(field.name, field.role);
    const key = field.name.normalize('NFC');
    if (seen.has(key)) throw new DuplicateFieldError(name, field.name);
    seen.add(key);
  }
  if (outputFields.length === 0) throw new EmptySignatureError(name, fields.length > 0);
}

function namesOf(fields: readonly Field[]): string[] {
  return fields.map((field) => field.name);
}
