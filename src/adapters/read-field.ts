import { repairOf } from '../primitives';
import type { Field } from '../signatures';
import { revive, toJsonSchema, ValueError, type FieldType, type JsonSchema } from '../types';
import type { ParseIssue } from './parsing/parse-issue';
import { parseWithoutLimits, ParseValueError } from './parsing/parse-value';
import type { Repair } from './parsing/repair';
import { textOrNull } from './text-or-null';

/** The value of a field, or why there is none. */
export type FieldRead =
  { readonly value: unknown; readonly repairs: readonly Repair[] } | { readonly issue: ParseIssue };

/** JSON that was read out of text. */
export interface JsonRead {
  readonly value: unknown;
  readonly repairs: readonly Repair[];
}

const NO_REPAIRS: readonly Repair[] = Object.freeze([]);
const schemas = new WeakMap<FieldType, JsonSchema>();

/** Reads the value of a field out of text, as the field's type asks. */
export function readField(field: Field, text: string): FieldRead {
  const { name, type } = field;
  if (type.kind === 'string') return { value: text, repairs: NO_REPAIRS };
  try {
    if (type.kind === 'custom' && type.type.fromText !== undefined)
      return { value: type.type.fromText(text), repairs: NO_REPAIRS };
    const { value, repairs } = readJson(type, text);
    return { value: reviveField(field, value), repairs: repairs.map((repair) => under(name, repair)) };
  } catch (error) {
    return { issue: issueOf(name, error) };
  }
}

/**
 * Reads JSON of a type out of text.
 *
 * @throws {@link ParseValueError} when the text holds no such value.
 */
export function readJson(type: FieldType, text: string): JsonRead {
  if (type.kind === 'string') return { value: text, repairs: NO_REPAIRS };
  const plain = textOrNull(type, text);
  return plain === undefined
    ? parseWithoutLimits(text, schemaOf(type))
    : { value: plain, repairs: NO_REPAIRS };
}

/** A value of JSON as the field's type means it. */
export function reviveField(field: Field, json: unknown): unknown {
  return revive(field.type, json, field.name);
}

/** What a reading failed by; anything else is a fault of ours and thrown on. */
export function issueOf(name: string, error: unknown): ParseIssue {
  if (error instanceof ParseValueError) return { ...error.issue, path: under(name, error.issue).path };
  if (error instanceof ValueError)
    return { path: error.path, expected: 'a value of its type', found: firstLine(error) };
  throw error;
}

/** What is used for an output that the reply lacks; an issue if nothing may be. */
export function absentField({ name, optional, default: standing }: Field): FieldRead {
  if (standing !== undefined) {
    const value: unknown = typeof standing === 'function' ? (standing as () => unknown)() : standing;
    return { value, repairs: [repairOf('defaulted', name)] };
  }
  if (optional) return { value: undefined, repairs: NO_REPAIRS };
  return { issue: { path: name, expected: 'in the reply', found: 'missing' } };
}

function schemaOf(type: FieldType): JsonSchema {
  let schema = schemas.get(type);
  if (schema === undefined) schemas.set(type, (schema = toJsonSchema(type)));
  return schema;
}

function under<Item extends { readonly path: string }>(name: string, item: Item): Item {
  return { ...item, path: item.path.replace(/^value/, () => name) };
}

function firstLine({ message }: Error): string {
  return message.split('\n').slice(0, 2).join(' ');
}
