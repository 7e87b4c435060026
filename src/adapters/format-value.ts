import type { ContentPart } from '../messages';
import type { Field } from '../signatures';
import { toJson } from '../types';

/** A value as a prompt shows it: text as it is, anything else as JSON; media as parts. */
export function formatValue(field: Field, value: unknown): string | readonly ContentPart[] {
  if (field.format !== undefined) return field.format(value);
  if (typeof value === 'string' && field.type.kind !== 'custom') return value;
  if (field.type.kind === 'custom' && field.type.type.is(value)) return field.type.type.toParts(value);
  const json = toJson(field.type, value, field.name);
  return typeof json === 'string' ? json : JSON.stringify(json);
}

/** A value as text alone; a part that is no text is named. */
export function formatText(field: Field, value: unknown): string {
  const formatted = formatValue(field, value);
  if (typeof formatted === 'string') return formatted;
  return formatted.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
}
