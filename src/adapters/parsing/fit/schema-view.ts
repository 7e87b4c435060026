import { isPlainObject, resolvePointer } from '../../../util';
import type { JsonSchema } from '../../../types';

type Schema = Readonly<Record<string, unknown>>;

/** A schema with its references followed and its parts put together; each is worked out once. */
export class SchemaView {
  readonly #resolved = new Map<unknown, Schema | false | undefined>();
  readonly #options = new Map<Schema, readonly unknown[] | undefined>();

  constructor(private readonly root: JsonSchema) {}

  /** What a schema says at its top; undefined where it says nothing, false where it takes nothing. */
  resolve(given: unknown): Schema | false | undefined {
    if (given === false) return false;
    if (!isPlainObject(given)) return undefined;
    if (typeof given['$ref'] !== 'string' && given['allOf'] === undefined) return given;
    if (this.#resolved.has(given)) return this.#resolved.get(given);
    this.#resolved.set(given, undefined);
    const resolved =
      typeof given['$ref'] === 'string'
        ? this.resolve(resolvePointer(given['$ref'], this.root))
        : this.#merged(given);
    this.#resolved.set(given, resolved);
    return resolved;
  }

  /** The alternatives of a union; undefined for any other schema. */
  optionsOf(schema: Schema): readonly unknown[] | undefined {
    if (this.#options.has(schema)) return this.#options.get(schema);
    const options = splitOptions(schema);
    this.#options.set(schema, options);
    return options;
  }

  /** The parts of `allOf` as one schema. */
  #merged({ allOf, ...rest }: Schema): Schema | false {
    let merged: Schema = rest;
    for (const part of Array.isArray(allOf) ? (allOf as unknown[]) : []) {
      const other = this.resolve(part);
      if (other === false) return false;
      if (other !== undefined) merged = mergeTwo(merged, other);
    }
    return merged;
  }
}

function mergeTwo(left: Schema, right: Schema): Schema {
  const merged: Record<string, unknown> = { ...left, ...right };
  for (const keyword of ['properties', 'x-property-aliases', 'patternProperties']) {
    const [one, other] = [left[keyword], right[keyword]];
    if (isPlainObject(one) && isPlainObject(other)) merged[keyword] = { ...one, ...other };
  }
  const [one, other] = [left['required'], right['required']];
  if (Array.isArray(one) && Array.isArray(other))
    merged['required'] = [...new Set([...one, ...other] as unknown[])];
  return merged;
}

function splitOptions(schema: Schema): readonly unknown[] | undefined {
  const { anyOf, oneOf, type } = schema;
  if (Array.isArray(schema['enum']) || 'const' in schema) return undefined;
  const options = Array.isArray(anyOf)
    ? (anyOf as unknown[])
    : Array.isArray(oneOf)
      ? (oneOf as unknown[])
      : undefined;
  if (options !== undefined) {
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    const isOnItsOwn = ['type', 'properties', 'items'].every((keyword) => rest[keyword] === undefined);
    return isOnItsOwn
      ? options
      : options.map((option) => (isPlainObject(option) ? mergeTwo(rest, option) : option));
  }
  if (!Array.isArray(type)) return undefined;
  return type.map((each: unknown) => ({ ...schema, type: each }));
}
