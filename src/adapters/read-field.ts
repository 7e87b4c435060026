import { repairOf } from '../primitives';
import type { Field } from '../signatures';
import { revive, toJsonSchema, ValueError, type JsonSchema } from '../types';
import type { ParseIssue } from './parsing/parse-issue';
import { parseValue, ParseValueError } from './parsing/parse-value';
import type { Repair } from './parsing/repair';

/** The value of a field, or why there is none. */
export type FieldRead =
  { readonly value: unknown; readonly repairs: readonly Repair[] } | { readonly issue: ParseIssue };

const NO_REPAIRS: readonly Repair[] = Object.freeze([]);
const schemas = new WeakMap<Field, JsonSchema>();

/** Reads the value of a field out of text, as the field's type asks. */
export function readField(field: Field, text: string): FieldRead {
  if (field.type.kind === 'string') return { value: text, repairs: NO_REPAIRS };
  try {
    const { value, repairs } = parseValue(text, { schema: schemaOf(field) });
    return { value: reviveField(field, value), repairs: repairs.map((repair) => under(field.name, repair)) };
  } catch (error) {
    return { issue: issueOf(field.name, error) };
  }
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

function schemaOf(field: Field): JsonSchema {
  let schema = schemas.get(field);
  if (schema === undefined) schemas.set(field, (schema = toJsonSchema(field.type)));
  return schema;
}

function under<Item extends { readonly path: string }>(name: string, item: Item): Item {
  return { ...item, path: item.path.replace(/^value/, name) };
}

function firstLine({ message }: Error): string {
  return message.split('\n').slice(0, 2).join(' ');
}
