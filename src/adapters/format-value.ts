import type { ContentPart } from '../messages';
import type { Field } from '../signatures';
import { toJson, type FieldType } from '../types';
import { formatWithMedia, holdsPromptTypes } from './format-media';

/** A value as a prompt shows it: text as it is, anything else as JSON; media as parts, at any depth. */
export function formatValue(field: Field, value: unknown): string | readonly ContentPart[] {
  if (field.format !== undefined) return field.format(value);
  const { type, name } = field;
  if (typeof value === 'string' && type.kind !== 'custom') return value;
  if (type.kind === 'custom' && type.type.is(value)) return type.type.toParts(value);
  if (holdsPromptTypes(type)) return formatWithMedia(type, value);
  return jsonText(type, value, name);
}

function jsonText(type: FieldType, value: unknown, name: string): string {
  const json = toJson(type, value, name);
  return typeof json === 'string' ? json : JSON.stringify(json);
}
