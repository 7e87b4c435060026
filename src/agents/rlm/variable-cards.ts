import { isDescribed, type SignatureDescription } from '../../signatures';
import { describeType, toJson } from '../../types';

/** Longest glance at a variable, in characters. */
const GLANCE = 1000;

/** What the model is told of the variables: never more than a glance at each. */
export function variableCards(
  { inputFields }: SignatureDescription,
  inputs: Readonly<Record<string, unknown>>,
): string {
  return inputFields
    .filter(({ name }) => inputs[name] !== undefined)
    .map((field) => {
      const json = toJson(field.type, inputs[field.name], field.name);
      const text = typeof json === 'string' ? json : (JSON.stringify(json) ?? '');
      const said = isDescribed(field) ? `, ${field.desc}` : '';
      return `\`${field.name}\`: ${describeType(field.type)}${said}; ${text.length} characters in all\n${glanceAt(text)}`;
    })
    .join('\n\n');
}

/** The values as the sandbox holds them. */
export function variableValues(
  { inputFields }: SignatureDescription,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const present = inputFields.filter(({ name }) => inputs[name] !== undefined);
  return Object.fromEntries(present.map(({ name, type }) => [name, toJson(type, inputs[name], name)]));
}

function glanceAt(text: string): string {
  if (text.length <= GLANCE) return text;
  const half = GLANCE / 2;
  return `${wellFormed(text.slice(0, half))} … ${wellFormed(text.slice(-half))}`;
}

function wellFormed(text: string): string {
  return (text as unknown as { toWellFormed(): string }).toWellFormed();
}
