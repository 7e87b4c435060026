import { conform, revive, type FieldType } from '../types';
import { nearestOf } from '../util';
import type { Field } from './field';
import type { SignatureDescription } from './signature';
import { SignatureInputError } from './signature-errors';

/** Values of fields, by name. */
export type FieldValues = Record<string, unknown>;

/** What completing has to read: any signature, whatever its static types. */
export type AnySignature = Pick<
  SignatureDescription,
  'name' | 'fields' | 'inputFields' | 'outputFields' | 'construct' | 'field'
>;

/**
 * The inputs of a call, whole and checked: in the signature's order, with defaults in the place of what is missing.
 *
 * A value in the JSON form of its type (ISO text for a date, a plain object for a class) is turned into the value. A
 * missing input that may be null is null. Rules are left to {@link checkInputs}.
 *
 * @throws {@link SignatureInputError} naming every unknown, missing and unfit input.
 */
export function completeInputs(signature: AnySignature, inputs: object): FieldValues {
  const given = inputs as Readonly<FieldValues>;
  const values: FieldValues = {};
  let known = 0;
  for (const input of planOf(signature)) {
    const { name, flat } = input;
    const value = input.isInherited && !Object.hasOwn(given, name) ? undefined : given[name];
    if (value !== undefined) known++;
    if (flat !== undefined && typeof value === flat) values[name] = value;
    else if (!complete(values, input.field, value)) return fail(signature, given);
  }
  if (presentIn(given).length !== known) return fail(signature, given);
  return values;
}

/** A key that holds `undefined` is as good as absent: instances of a class have one for each property nobody filled. */
function presentIn(given: Readonly<FieldValues>): readonly string[] {
  return Object.keys(given).filter((name) => given[name] !== undefined);
}

interface PlannedInput {
  readonly name: string;
  readonly field: Field;
  /** The `typeof` that suffices, for types that say no more. */
  readonly flat?: 'string' | 'boolean';
  /** Whether every object has a property of that name. */
  readonly isInherited: boolean;
}

const plans = new WeakMap<readonly Field[], readonly PlannedInput[]>();

function planOf({ inputFields }: AnySignature): readonly PlannedInput[] {
  let plan = plans.get(inputFields);
  if (plan === undefined) {
    plan = inputFields.map((field) => ({
      name: field.name,
      field,
      flat: flatTypeOf(field.type),
      isInherited: field.name in Object.prototype,
    }));
    plans.set(inputFields, plan);
  }
  return plan;
}

function flatTypeOf(type: FieldType): PlannedInput['flat'] {
  if (type.kind === 'boolean') return 'boolean';
  return type.kind === 'string' && type.format === undefined ? 'string' : undefined;
}

/** Puts a field's value among the values. False if there is none that fits. */
function complete(values: FieldValues, field: Field, given: unknown): boolean {
  if (given === undefined) {
    const standing = standingFor(field);
    if (standing !== undefined) values[field.name] = standing;
    return standing !== undefined || field.optional;
  }
  const fitted = fit(field, given);
  if (fitted !== undefined) values[field.name] = fitted;
  return fitted !== undefined;
}

/** What a missing value is taken to be. */
function standingFor(field: Field): unknown {
  if (field.default !== undefined)
    return typeof field.default === 'function' ? field.default() : field.default;
  return !field.optional && acceptsNull(field.type) ? null : undefined;
}

function acceptsNull(type: FieldType): boolean {
  return type.kind === 'null' || (type.kind === 'union' && type.options.some(({ kind }) => kind === 'null'));
}

/** The value itself, or what its JSON form means; undefined if neither fits. */
function fit({ name, type }: Field, value: unknown): unknown {
  if (conform(type, value, name).length === 0) return value;
  const revived = attempt(() => revive(type, value));
  return revived !== undefined && conform(type, revived, name).length === 0 ? revived : undefined;
}

/** A value that cannot be revived is reported by what `conform` finds in it, which names the path. */
function attempt(body: () => unknown): unknown {
  try {
    return body();
  } catch {
    return undefined;
  }
}

function fail(signature: AnySignature, given: Readonly<FieldValues>): never {
  const known = signature.inputFields.map(({ name }) => name);
  const unknown = presentIn(given).filter((name) => !known.includes(name));
  const problems = [
    ...unknown.map((name) => unknownInput(signature, known, name)),
    ...signature.inputFields.flatMap((field) => problemsOf(field, given)),
  ];
  const described = signature.inputFields.map(({ name, optional }) => (optional ? `${name}?` : name));
  throw new SignatureInputError(signature.name, problems, described);
}

function unknownInput(signature: AnySignature, known: readonly string[], name: string): string {
  if (signature.field(name)?.role === 'output') return `${name}: is an output, not an input`;
  const nearest = nearestOf(name, known);
  return nearest === undefined
    ? `${name}: no such input`
    : `${name}: no such input; did you mean "${nearest}"?`;
}

function problemsOf(field: Field, given: Readonly<FieldValues>): string[] {
  const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
  if (complete({}, field, value)) return [];
  if (value === undefined) return [`${field.name}: missing`];
  return conform(field.type, value, field.name).map(({ path, message }) => `${path}: ${message}`);
}
