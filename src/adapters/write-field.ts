import type { Field } from '../signatures';
import { toJson, type FieldType } from '../types';
import { ParseValueError } from './parsing/parse-value';
import { readJson } from './read-field';
import { isTextOrNull, looksLikeNull } from './text-or-null';
import { mustBeQuoted } from './unquoted-text';

/** An output as a model writes it in text: what {@link readField} reads back. */
export function writeField({ name, type }: Field, value: unknown): string {
  if (type.kind === 'custom' && type.type.toText !== undefined && type.type.is(value))
    return type.type.toText(value);
  return writeJson(type, toJson(type, value, name));
}

/** JSON of a type as text. Text that would be read as something else, or lose its outer spaces, is written in quotes. */
export function writeJson(type: FieldType, json: unknown): string {
  if (typeof json !== 'string') return JSON.stringify(json);
  const isBare =
    type.kind === 'string'
      ? !mustBeQuoted(json)
      : isTextOrNull(type)
        ? !mustBeQuoted(json, looksLikeNull)
        : readsAs(type, json);
  return isBare ? json : JSON.stringify(json);
}

function readsAs(type: FieldType, text: string): boolean {
  try {
    return readJson(type, text).value === text;
  } catch (error) {
    if (error instanceof ParseValueError) return false;
    throw error;
  }
}
