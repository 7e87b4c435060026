import { isPlainObject, resolvePointer } from '../util';
import type { EnumChoice, FieldType, Property, Rule } from './field-type';
import type { JsonSchema } from './json-schema';

/**
 * The type a JSON Schema describes. Values stay JSON: text with a date format is text. What has no counterpart here is
 * kept as a schema and checked as one.
 */
export function fromJsonSchema(schema: JsonSchema): FieldType {
  return new Reader(schema).typeOf(schema);
}

/** Keywords that say nothing about the value. */
const REMARKS = new Set([
  '$defs',
  'definitions',
  '$schema',
  '$id',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
]);

class Reader {
  readonly #root: JsonSchema;
  readonly #objects = new Map<unknown, FieldType>();
  /** The targets of references that are being read. */
  readonly #open = new Set<unknown>();

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  typeOf(schema: unknown): FieldType {
    if (!isPlainObject(schema)) return { kind: 'any' };
    if (typeof schema['$ref'] === 'string') return this.#referenced(schema['$ref'], schema);
    if (Array.isArray(schema['enum'])) return this.#enumOf(schema, schema['enum']);
    if ('const' in schema) return this.#enumOf(schema, [schema['const']]);
    const options = schema['anyOf'] ?? (onlyHas(schema, ['oneOf']) ? schema['oneOf'] : undefined);
    if (Array.isArray(options) && onlyHas(schema, ['anyOf', 'oneOf'])) return this.#unionOf(options);
    if (Array.isArray(schema['type'])) {
      return this.#unionOf(schema['type'].map((type) => (type === 'null' ? { type } : { ...schema, type })));
    }
    return this.#typed(schema) ?? this.#opaque(schema);
  }

  #typed(schema: Record<string, unknown>): FieldType | undefined {
    const { type } = schema;
    if (type === 'string' && onlyHas(schema, ['type', 'format'])) return stringOf(schema['format']);
    if (
      (type === 'number' || type === 'integer' || type === 'boolean' || type === 'null') &&
      onlyHas(schema, ['type'])
    ) {
      return { kind: type };
    }
    if (type === 'array' && onlyHas(schema, ['type', 'items']))
      return { kind: 'array', items: this.typeOf(schema['items']) };
    if (
      type === 'object' &&
      onlyHas(schema, ['type', 'additionalProperties']) &&
      isPlainObject(schema['additionalProperties'])
    ) {
      return { kind: 'map', values: this.typeOf(schema['additionalProperties']), as: 'object' };
    }
    if (type === 'object' && isPlainObject(schema['properties'])) return this.#objectOf(schema);
    return Object.keys(schema).every((key) => REMARKS.has(key)) ? { kind: 'any' } : undefined;
  }

  #objectOf(schema: Record<string, unknown>): FieldType | undefined {
    if (!onlyHas(schema, ['type', 'properties', 'required', 'additionalProperties'])) return undefined;
    if (isPlainObject(schema['additionalProperties'])) return undefined;
    const known = this.#objects.get(schema);
    if (known !== undefined) return known;
    let properties: readonly Property[] | undefined;
    const type: FieldType = {
      kind: 'object',
      name: typeof schema['title'] === 'string' ? schema['title'] : 'Object',
      properties: () => (properties ??= this.#propertiesOf(schema)),
    };
    this.#objects.set(schema, type);
    return type;
  }

  #propertiesOf(schema: Record<string, unknown>): readonly Property[] {
    const required = Array.isArray(schema['required']) ? schema['required'] : [];
    return Object.entries(schema['properties'] as object).map(([name, member]: [string, unknown]) => {
      const desc = isPlainObject(member) ? member['description'] : undefined;
      return {
        name,
        type: this.typeOf(member),
        ...(typeof desc === 'string' ? { desc } : {}),
        ...(isPlainObject(member) && 'default' in member ? { default: member['default'] } : {}),
        optional: !required.includes(name),
        rules: NO_RULES,
      };
    });
  }

  #unionOf(options: readonly unknown[]): FieldType {
    const types = options.map((option) => this.typeOf(option));
    const [only] = types;
    return types.length === 1 && only !== undefined ? only : { kind: 'union', options: types };
  }

  #enumOf(schema: Record<string, unknown>, values: readonly unknown[]): FieldType {
    const plain = values.filter((value) => value !== null);
    if (!plain.every(isChoiceValue)) return this.#opaque(schema);
    const type: FieldType = { kind: 'enum', choices: plain.map((value) => choiceOf(schema, value)) };
    return plain.length === values.length ? type : { kind: 'union', options: [type, { kind: 'null' }] };
  }

  #referenced(reference: string, schema: Record<string, unknown>): FieldType {
    const target = resolvePointer(reference, this.#root);
    // What leads back to itself without an object between would be endless, so it stays a schema.
    const isLoop = !isPlainObject(target) || typeof target['$ref'] === 'string' || this.#open.has(target);
    if (isLoop) return this.#opaque(schema);
    this.#open.add(target);
    const type = this.typeOf(target);
    this.#open.delete(target);
    return type;
  }

  /** A part of a schema needs the definitions of the whole to be read alone. */
  #opaque(schema: Record<string, unknown>): FieldType {
    const { $defs, definitions } = this.#root;
    return {
      kind: 'schema',
      schema: {
        ...($defs === undefined ? {} : { $defs }),
        ...(definitions === undefined ? {} : { definitions }),
        ...schema,
      },
    };
  }
}

const NO_RULES: readonly Rule[] = Object.freeze([]);

function onlyHas(schema: Record<string, unknown>, keywords: readonly string[]): boolean {
  return Object.keys(schema).every((key) => REMARKS.has(key) || keywords.includes(key));
}

function stringOf(format: unknown): FieldType {
  return typeof format === 'string' ? { kind: 'string', format } : { kind: 'string' };
}

function isChoiceValue(value: unknown): value is EnumChoice['value'] {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function choiceOf(schema: Record<string, unknown>, value: EnumChoice['value']): EnumChoice {
  const aliases = memberOf(schema['x-aliases'], value);
  const desc = memberOf(schema['x-descriptions'], value);
  return {
    value,
    ...(typeof desc === 'string' ? { desc } : {}),
    ...(Array.isArray(aliases) ? { aliases: aliases.map(String) } : {}),
  };
}

function memberOf(record: unknown, key: EnumChoice['value']): unknown {
  return isPlainObject(record) && Object.hasOwn(record, String(key)) ? record[String(key)] : undefined;
}
