import type { JsonSchema } from '../../types';
import { isPlainObject } from '../../util';
import type { AdapterSignature, ReadReply } from '../adapter';
import { AdapterParseError } from '../adapter-parse-error';
import type { ParseIssue } from '../parsing/parse-issue';
import { parseWithoutLimits, type ParsedValue } from '../parsing/parse-value';
import { absentField, issueOf, reviveField } from '../read-field';

/**
 * Reads a reply that is one JSON object, wherever it stands in the text.
 *
 * @throws {@link AdapterParseError} naming each output at fault.
 */
export function readJsonReply(adapter: string, signature: AdapterSignature, text: string): ReadReply {
  const fail = (issues: readonly ParseIssue[]): AdapterParseError =>
    new AdapterParseError({ adapter, signature: signature.name, text, issues });
  let parsed: ParsedValue;
  try {
    parsed = parseWithoutLimits(text, schemaOf(signature));
  } catch (error) {
    throw fail([withoutRoot(issueOf('value', error))]);
  }
  const values: Record<string, unknown> = {};
  const issues: ParseIssue[] = [];
  const json = parsed.value as Readonly<Record<string, unknown>>;
  for (const field of signature.outputFields) {
    try {
      const member = Object.hasOwn(json, field.name) ? json[field.name] : undefined;
      const read = member === undefined ? absentField(field) : { value: reviveField(field, member) };
      if ('issue' in read) issues.push(read.issue);
      else if (read.value !== undefined) values[field.name] = read.value;
    } catch (error) {
      issues.push(issueOf(field.name, error));
    }
  }
  if (issues.length > 0) throw fail(issues);
  return { values, repairs: parsed.repairs.map(withoutRoot) };
}

const relaxed = new WeakMap<JsonSchema, JsonSchema>();

/** The schema of the outputs, without defaults: what is missing is filled in, and reported, by field. */
function schemaOf(signature: AdapterSignature): JsonSchema {
  const strict = signature.outputSchema();
  let schema = relaxed.get(strict);
  if (schema === undefined) {
    const properties = isPlainObject(strict['properties']) ? strict['properties'] : {};
    const bare = Object.entries(properties).map(([name, member]) => {
      const { default: _, ...rest } = member as Record<string, unknown>;
      return [name, rest] as const;
    });
    const standing = new Set(
      signature.outputFields.filter((field) => field.default !== undefined).map(({ name }) => name),
    );
    const required = ((strict['required'] ?? []) as string[]).filter((name) => !standing.has(name));
    schema = { ...strict, properties: Object.fromEntries(bare), required };
    relaxed.set(strict, schema);
  }
  return schema;
}

/** Paths begin at the outputs: `value.team` is `team`. */
function withoutRoot<Item extends { readonly path: string }>(item: Item): Item {
  return { ...item, path: item.path.replace(/^value\./, '') };
}
