import { isPlainObject, sameJson } from '../util';
import type { FieldType, ObjectType, Property, Rule } from './field-type';
import type { JsonSchema } from './json-schema';

/** As much of a property or a signature's field as its schema depends on. */
export type SchemaProperty = Pick<Property, 'name' | 'type' | 'optional' | 'rules'> & {
  readonly desc?: string;
  readonly default?: unknown;
};

/** The JSON Schema of a type. Classes go to `$defs`, so classes that refer to each other give a finite schema. */
export function toJsonSchema(type: FieldType): JsonSchema {
  const definitions = new Definitions();
  const schema = definitions.schemaOf(type);
  return definitions.attachTo(schema);
}

/** The JSON Schema of the object that holds these fields. */
export function fieldsToJsonSchema(fields: readonly SchemaProperty[]): JsonSchema {
  const definitions = new Definitions();
  return definitions.attachTo(definitions.objectOf(fields));
}

/** The `$defs` of one schema: a safe and unique name for each class. */
class Definitions {
  readonly #names = new Map<unknown, string>();
  readonly #schemas: Record<string, JsonSchema> = {};

  attachTo(schema: JsonSchema): JsonSchema {
    return Object.keys(this.#schemas).length === 0 ? schema : { ...schema, $defs: this.#schemas };
  }

  objectOf(properties: readonly SchemaProperty[]): JsonSchema {
    const required = properties.filter(({ optional }) => !optional).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(
        properties.map((property) => [property.name, this.#propertyOf(property)]),
      ),
      required,
      additionalProperties: false,
    };
  }

  schemaOf(type: FieldType): JsonSchema {
    switch (type.kind) {
      case 'array':
        return {
          type: 'array',
          items: this.schemaOf(type.items),
          ...(type.unique ? { uniqueItems: true } : {}),
        };
      case 'tuple':
        return this.#tupleOf(type.items);
      case 'map':
        return { type: 'object', additionalProperties: this.schemaOf(type.values) };
      case 'object':
        return this.#referenceTo(type);
      case 'union':
        return this.#unionOf(type.options);
      case 'enum':
        return enumOf(type);
      case 'schema':
        return this.#hoisted(type.schema);
      case 'custom':
        return type.type.jsonSchema;
      default:
        return scalarOf(type);
    }
  }

  #propertyOf({ type, desc, name, rules, default: standing }: SchemaProperty): JsonSchema {
    const ruled = withRules(this.schemaOf(type), rules);
    const told = desc !== undefined && desc !== '' && desc !== `\${${name}}`;
    return {
      ...ruled,
      ...(told ? { description: [desc, ruled['description']].filter(Boolean).join(' ') } : {}),
      ...(isJsonScalar(standing) ? { default: standing } : {}),
    };
  }

  #tupleOf(items: readonly FieldType[]): JsonSchema {
    const prefixItems = items.map((item) => this.schemaOf(item));
    return { type: 'array', prefixItems, items: false, minItems: items.length, maxItems: items.length };
  }

  #unionOf(options: readonly FieldType[]): JsonSchema {
    const schemas = options.map((option) => this.schemaOf(option));
    const types = schemas.map(({ type, ...rest }) => (Object.keys(rest).length === 0 ? type : undefined));
    return types.every((type) => typeof type === 'string') ? { type: types } : { anyOf: schemas };
  }

  #referenceTo(type: ObjectType): JsonSchema {
    const key = type.construct ?? type.properties();
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#freeName(type.name);
      this.#names.set(key, name);
      this.#schemas[name] = {};
      const described = type.desc === undefined ? {} : { description: type.desc };
      const properties = type.properties();
      // A class that declares nothing accepts any object.
      this.#schemas[name] = {
        ...(properties.length === 0 ? { type: 'object' } : this.objectOf(properties)),
        ...described,
      };
    }
    return { $ref: `#/$defs/${name}` };
  }

  /** A user's schema without definitions of its own: references lead from the root of a document, so they move there. */
  #hoisted(schema: JsonSchema): JsonSchema {
    const { $defs, definitions, ...rest } = schema;
    const own = Object.entries({ ...(definitions as object | undefined), ...($defs as object | undefined) });
    if (own.length === 0) return schema;
    const renamed = new Map<string, string>();
    const added: [name: string, definition: JsonSchema][] = [];
    for (const [name, definition] of own as [string, JsonSchema][]) {
      const text = sameJson(definition);
      const known = this.#names.get(text);
      const free = known ?? this.#freeName(name);
      renamed.set(name, free);
      if (known !== undefined) continue;
      this.#names.set(text, free);
      this.#schemas[free] = {};
      added.push([free, definition]);
    }
    for (const [name, definition] of added)
      this.#schemas[name] = renameReferences(definition, renamed) as JsonSchema;
    return renameReferences(rest, renamed) as JsonSchema;
  }

  #freeName(wanted: string): string {
    const safe = wanted.replaceAll(/[^\w-]/g, '_') || 'Object';
    let name = safe;
    for (let count = 2; Object.hasOwn(this.#schemas, name) || name === '__proto__'; count++)
      name = `${safe}_${count}`;
    return name;
  }
}

const LOCAL_REFERENCE = /^#\/(?:\$defs|definitions)\/([^/]+)(.*)$/;

/** A copy of a schema whose references lead to the definitions' new names. */
function renameReferences(schema: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => renameReferences(item, renamed));
  if (!isPlainObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, member]) => {
      const [, name = '', rest = ''] = key === '$ref' ? (LOCAL_REFERENCE.exec(String(member)) ?? []) : [];
      const free = renamed.get(name);
      return [key, free === undefined ? renameReferences(member, renamed) : `#/$defs/${free}${rest}`];
    }),
  );
}

function scalarOf(type: FieldType): JsonSchema {
  switch (type.kind) {
    case 'string':
      return type.format === undefined ? { type: 'string' } : { type: 'string', format: type.format };
    case 'integer':
    case 'bigint':
      return { type: 'integer' };
    case 'number':
    case 'boolean':
    case 'null':
      return { type: type.kind };
    case 'date':
      return { type: 'string', format: type.format };
    default:
      return {};
  }
}

function enumOf({ choices }: FieldType & { kind: 'enum' }): JsonSchema {
  const types = [...new Set(choices.map(({ value }) => typeof value))];
  const described = choices.filter(({ desc }) => desc !== undefined);
  const aliased = choices.filter(({ aliases }) => (aliases?.length ?? 0) > 0);
  const asObject = (list: typeof choices, pick: 'desc' | 'aliases') =>
    Object.fromEntries(list.map((choice) => [String(choice.value), choice[pick]]));
  return {
    ...(types.length === 1 ? { type: types[0] } : {}),
    enum: choices.map(({ value }) => value),
    ...(described.length === 0
      ? {}
      : {
          description: described.map(({ value, desc }) => `${String(value)}: ${desc}`).join('; '),
          'x-descriptions': asObject(described, 'desc'),
        }),
    ...(aliased.length === 0 ? {} : { 'x-aliases': asObject(aliased, 'aliases') }),
  };
}

/** Adds what rules say as keywords; those for every item go to `items`. A reference is wrapped, so that it keeps its words. */
function withRules(schema: JsonSchema, rules: readonly Rule[]): JsonSchema {
  const keywordsOf = (each: boolean): JsonSchema =>
    Object.assign(
      {},
      ...rules.filter((rule) => rule.each === each).map(({ keywords }) => keywords),
    ) as JsonSchema;
  const own = keywordsOf(false);
  const ofItems = keywordsOf(true);
  const base = Object.keys(own).length === 0 ? schema : { ...schema, ...own };
  if (Object.keys(ofItems).length === 0 || typeof base['items'] !== 'object') return base;
  return { ...base, items: { ...base['items'], ...ofItems } };
}

function isJsonScalar(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}
