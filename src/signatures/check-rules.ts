import { conform, rulesOf, validateInstance, type FieldType, type Issue, type Rule } from '../types';
import type { AnySignature, FieldValues } from './complete-inputs';
import type { Field } from './field';
import { mayHoldRules, nestedInstances } from './nested-instances';
import { SignatureInputError } from './signature-errors';
import { signatureOf } from './signature-of';
import { mayHoldStandardSchemas, standardIssues } from './standard-issues';

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
  const byClass = await brokenInClass(signature, fields, values);
  const nested = await Promise.all(present.map(({ name, type }) => brokenInside(type, values[name], name)));
  const byStandard = await Promise.all(
    present.map(({ name, type }) => standardIssues(type, values[name], name)),
  );
  return distinct([...byClass, ...byKeyword, ...nested.flat(), ...byStandard.flat()]);
}

async function brokenInClass(
  { construct }: AnySignature,
  fields: readonly Field[],
  values: Readonly<FieldValues>,
): Promise<readonly Issue[]> {
  if (construct === undefined) return NOTHING;
  const properties = fields.map(({ name }) => name).filter((name) => rulesOf(construct, name).length > 0);
  return properties.length === 0 ? NOTHING : validateInstance(construct, values, { properties });
}

async function brokenInside(type: FieldType, value: unknown, path: string): Promise<readonly Issue[]> {
  if (!mayHoldRules(type)) return NOTHING;
  const checks = nestedInstances(type, value, path).map(async (instance) => {
    const issues = await validateInstance(instance.construct, instance.value, instance);
    return issues.map((issue) => ({ ...issue, path: `${instance.path}.${issue.path}` }));
  });
  return (await Promise.all(checks)).flat();
}

/** A rule is found twice where `@ValidateNested` leads to it as well. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.path}\n${issue.message}`, issue])).values()];
}

/** The rules that class-validator runs itself, conditions and groups considered. */
function ownRules({ construct }: AnySignature): ReadonlySet<Rule> {
  return new Set(construct === undefined ? [] : signatureOf(construct).fields.flatMap(({ rules }) => rules));
}

function brokenKeywords({ name, rules }: Field, value: unknown, own: ReadonlySet<Rule>): readonly Issue[] {
  return rules.filter((rule) => !own.has(rule)).flatMap((rule) => broken(rule, value, name));
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
        mayHoldRules(type) ||
        mayHoldStandardSchemas(type) ||
        (construct !== undefined && rulesOf(construct, name).length > 0),
    );
    ruled.set(fields, known);
  }
  return known;
}
