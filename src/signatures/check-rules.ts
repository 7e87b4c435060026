import { conform, rulesOf, validateInstance, type FieldType, type Issue, type Rule } from '../types';
import type { AnySignature, FieldValues } from './complete-inputs';
import type { Field } from './field';
import { SignatureInputError } from './signature-errors';
import { signatureOf } from './signature-of';

const NOTHING: readonly Issue[] = Object.freeze([]);

/**
 * Checks the rules of inputs that {@link completeInputs} has completed.
 *
 * @returns undefined at once if there are no rules, so that a call need not wait.
 * @throws {@link SignatureInputError} (as a rejection) naming every rule that is broken.
 */
export function checkInputs(
  signature: AnySignature,
  values: Readonly<FieldValues>,
): Promise<void> | undefined {
  const { inputFields } = signature;
  if (!hasRules(signature, inputFields)) return undefined;
  return brokenRules(signature, inputFields, values).then((issues) => {
    if (issues.length === 0) return;
    const problems = issues.map(({ path, message }) => `${path}: ${message}`);
    throw new SignatureInputError(
      signature.name,
      problems,
      inputFields.map(({ name }) => name),
    );
  });
}

/**
 * What is wrong with outputs: types, missing ones, broken rules of class-validator and of JSON Schema keywords.
 *
 * @returns the issues, at once if there are no rules to run.
 */
export function checkOutputs(
  signature: AnySignature,
  values: Readonly<FieldValues>,
): readonly Issue[] | Promise<readonly Issue[]> {
  const { outputFields } = signature;
  const unfit = outputFields.flatMap((field) => unfitOutput(field, values));
  if (unfit.length > 0 || !hasRules(signature, outputFields)) return unfit;
  return brokenRules(signature, outputFields, values);
}

function unfitOutput({ name, type, optional }: Field, values: Readonly<FieldValues>): readonly Issue[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined && optional) return NOTHING;
  return type.kind === 'string' && typeof value === 'string' ? NOTHING : conform(type, value, name);
}

async function brokenRules(
  signature: AnySignature,
  fields: readonly Field[],
  values: Readonly<FieldValues>,
): Promise<readonly Issue[]> {
  const present = fields.filter(({ name }) => values[name] !== undefined);
  const own = ownRules(signature);
  const byKeyword = present.flatMap((field) => brokenKeywords(field, values[field.name], own));
  if (signature.construct === undefined) return byKeyword;
  const properties = fields.filter(({ name }) => own.names.has(name)).map(({ name }) => name);
  const byClass = await validateInstance(signature.construct, values, { properties });
  return [...byClass, ...byKeyword];
}

/** The rules that class-validator runs itself, conditions and groups considered. */
interface OwnRules {
  readonly names: ReadonlySet<string>;
  readonly rules: ReadonlySet<Rule>;
}

const NO_RULES: OwnRules = { names: new Set(), rules: new Set() };

function ownRules({ construct }: AnySignature): OwnRules {
  if (construct === undefined) return NO_RULES;
  const { fields } = signatureOf(construct);
  return {
    names: new Set(fields.map(({ name }) => name)),
    rules: new Set(fields.flatMap(({ rules }) => rules)),
  };
}

function brokenKeywords({ name, rules }: Field, value: unknown, own: OwnRules): readonly Issue[] {
  return rules.filter((rule) => !own.rules.has(rule)).flatMap((rule) => broken(rule, value, name));
}

function broken({ keywords, words, each }: Rule, value: unknown, path: string): readonly Issue[] {
  const type: FieldType = { kind: 'schema', schema: keywords };
  const checked = each && Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return checked.flatMap((item, index) => {
    const at = each ? `${path}[${index}]` : path;
    return conform(type, item, at).map((issue) => ({ ...issue, message: words }));
  });
}

const ruled = new WeakMap<readonly Field[], boolean>();

function hasRules({ construct }: AnySignature, fields: readonly Field[]): boolean {
  let known = ruled.get(fields);
  if (known === undefined) {
    known = fields.some(
      ({ name, type, rules }) =>
        rules.length > 0 ||
        (construct !== undefined && (rulesOf(construct, name).length > 0 || holdsClass(type, new Set()))),
    );
    ruled.set(fields, known);
  }
  return known;
}

/** Whether a value may hold an instance of a class, which may have rules of its own. */
function holdsClass(type: FieldType, seen: Set<FieldType>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  switch (type.kind) {
    case 'array':
      return holdsClass(type.items, seen);
    case 'map':
      return holdsClass(type.values, seen);
    case 'tuple':
      return type.items.some((item) => holdsClass(item, seen));
    case 'union':
      return type.options.some((option) => holdsClass(option, seen));
    case 'object':
      return (
        type.construct !== undefined || type.properties().some((property) => holdsClass(property.type, seen))
      );
    default:
      return false;
  }
}
