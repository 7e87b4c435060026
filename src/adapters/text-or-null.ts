import type { FieldType } from '../types';
import { unquotedText } from './unquoted-text';

/** Whether a type is text or null and nothing else. */
export function isTextOrNull(type: FieldType): boolean {
  if (type.kind !== 'union' || type.options.length !== 2) return false;
  return ['string', 'null'].every((kind) => type.options.some((option) => option.kind === kind));
}

/** Whether a text where null may stand would be taken for null. */
export function looksLikeNull(text: string): boolean {
  return text.toLowerCase() === 'null';
}

/** The value of text that is text or null: what reads as null is null, all else is text. Undefined for other types. */
export function textOrNull(type: FieldType, text: string): string | null | undefined {
  if (!isTextOrNull(type)) return undefined;
  const trimmed = text.trim();
  if (looksLikeNull(trimmed)) return null;
  return unquotedText(trimmed, looksLikeNull) ?? text;
}
