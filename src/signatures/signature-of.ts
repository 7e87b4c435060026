import { type FieldRecord, signatureRecordOf } from '../metadata';
import type { Constructor } from '../types';
import { ClassFieldError, NoFieldsError } from './class-types/class-type-errors';
import { describeClass, settleType } from './class-types/describe-class';
import { formattedType } from './class-types/formatted-type';
import { freshDefault } from './class-types/fresh-default';
import { type PropertyFacts, propertyFacts } from './class-types/property-facts';
import { propertyRules } from './class-types/property-rules';
import { propertyType } from './class-types/property-type';
import { createField } from './create-field';
import type { Field } from './field';
import type { InputsOf, OutputsOf } from './infer';
import { SignatureDescription } from './signature';

const known = new WeakMap<Constructor, SignatureDescription>();

/**
 * The signature that a decorated class declares.
 *
 * What the decorators recorded is read once, at the first call, when all classes it refers to exist; the result is kept.
 * `@Signature` itself may be missing: the instructions are then the default sentence. Initial values of properties
 * (`answer = 'x'`) are not read, since that would mean making an instance: use the option `default`.
 *
 * @throws {@link NoFieldsError} for a class without fields; {@link UnknownFieldTypeError} for a field, or a property of
 * a nested class, whose type nothing says; {@link ClassFieldError} for options that do not fit the field.
 */
export function signatureOf<Class extends Constructor>(
  constructor: Class,
): SignatureDescription<InputsOf<Class>, OutputsOf<Class>> {
  let signature = known.get(constructor);
  if (signature === undefined) {
    signature = describe(constructor);
    known.set(constructor, signature);
  }
  return signature as SignatureDescription<InputsOf<Class>, OutputsOf<Class>>;
}

function describe(constructor: Constructor): SignatureDescription {
  const facts = propertyFacts(constructor, false);
  if (!facts.some(({ record }) => record !== undefined)) throw new NoFieldsError(constructor.name);
  const { instructions, name } = signatureRecordOf(constructor) ?? {};
  const fields = facts.map((each) => fieldOf(constructor, each));
  return SignatureDescription.create({
    name: name ?? constructor.name,
    instructions,
    fields,
    construct: constructor,
  });
}

function fieldOf(constructor: Constructor, facts: PropertyFacts): Field {
  const { owner, name, record } = facts;
  const field = `${owner.name}.${name}`;
  if (record === undefined) throw undecorated(field);
  const resolved = propertyType(facts, describeClass);
  const type = formattedType(field, resolved.type, record.format);
  settleType(type);
  return createField(name, {
    role: record.role,
    type,
    optional: resolved.optional,
    rules: propertyRules(constructor, name, type),
    ...said(record),
  });
}

/** What the author said; what is absent must stay absent, so that DSPy's defaults apply. */
function said({ desc, prefix, format, default: initial }: FieldRecord): Partial<Field> {
  return {
    ...(desc === undefined ? {} : { desc }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(typeof format === 'function' ? { format } : {}),
    ...(initial === undefined ? {} : { default: freshDefault(initial) }),
  };
}

function undecorated(field: string): ClassFieldError {
  return new ClassFieldError(
    field,
    'has class-validator rules but is neither an input nor an output, so that nothing could fill it',
    'add @OutputField() or @InputField() to it.',
  );
}
