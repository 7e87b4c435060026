import { InvalidArgumentError } from '../errors';
import { SignatureDescription, type Field } from '../signatures';
import { isDecisionType, type DecisionSettings, type DecisionType } from '../types';
import { isPlainObject } from '../util';

/** Settings of decision outputs, by output. */
export type Decisions = Readonly<Record<string, unknown>>;

const decided = new WeakMap<SignatureDescription, WeakMap<Decisions, SignatureDescription>>();

/**
 * The signature whose decision outputs have these settings; the same signature where there are none. Settings of outputs that
 * are no decisions, as a saved program may have them, change nothing.
 *
 * @throws {@link InvalidArgumentError} for settings that cannot be.
 */
export function withDecisions(
  signature: SignatureDescription,
  decisions: Decisions | undefined,
): SignatureDescription {
  if (decisions === undefined) return signature;
  let known = decided.get(signature);
  if (known === undefined) decided.set(signature, (known = new WeakMap()));
  let result = known.get(decisions);
  if (result === undefined) known.set(decisions, (result = apply(signature, decisions)));
  return result;
}

function apply(signature: SignatureDescription, decisions: Decisions): SignatureDescription {
  const { name, instructions, fields, construct } = signature;
  const changed = fields.map((field) => {
    const type = decisionTypeOf(field);
    const settings = Object.hasOwn(decisions, field.name) ? decisions[field.name] : undefined;
    if (type === undefined || settings === undefined) return field;
    return {
      ...field,
      type: { kind: 'custom', type: type.withSettings(settingsOf(field.name, settings)) },
    } as const;
  });
  if (changed.every((field, index) => field === fields[index])) return signature;
  return new SignatureDescription({ name, instructions, fields: changed, ...(construct && { construct }) });
}

/**
 * Refuses settings of outputs that are not there or are no decisions, and settings that cannot be.
 *
 * @throws {@link InvalidArgumentError}.
 */
export function assertDecisions(signature: SignatureDescription, decisions: Decisions, where: string): void {
  const known = signature.outputFields.filter((field) => decisionTypeOf(field) !== undefined);
  for (const name of Object.keys(decisions)) {
    if (known.some((field) => field.name === name)) continue;
    throw new InvalidArgumentError(where, {
      found: `settings of ${name}`,
      expected: `settings of decision outputs: ${known.map((field) => field.name).join(', ') || 'this signature has none'}.`,
    });
  }
  apply(signature, decisions);
}

function decisionTypeOf({ role, type }: Field): DecisionType | undefined {
  return role === 'output' && type.kind === 'custom' && isDecisionType(type.type) ? type.type : undefined;
}

/** DSPy also keeps instructions among the settings; they are not ours to show. */
function settingsOf(name: string, settings: unknown): DecisionSettings {
  if (!isPlainObject(settings))
    throw new InvalidArgumentError(`decisions.${name}`, {
      expected: 'an object such as { threshold: 0.7 }.',
    });
  const { instructions: _, ...own } = settings;
  return own as DecisionSettings;
}
