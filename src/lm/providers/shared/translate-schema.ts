import { isPlainObject } from '../../../util';
import type { JsonSchemaObject } from '../../request';
import { described, wordsFor } from './rule-words';

/** What a provider's dialect of JSON Schema can say. */
export interface SchemaDialect {
  /** Whether a rule, beside the shape of the value, can be said with this value. */
  readonly allows: (keyword: string, value: unknown) => boolean;
}

/** A schema in a provider's dialect. */
export interface TranslatedSchema {
  readonly schema: JsonSchemaObject;
  /** Whether it lists every member that may be there: no maps, no open objects, no tuples. */
  readonly isClosed: boolean;
  /** Whether some member may be left out. */
  readonly hasOptional: boolean;
  /** Whether a definition contains itself. */
  readonly isRecursive: boolean;
}

/** Keywords that make the shape of a value; every dialect has them. */
const SHAPE = new Set(['type', 'enum', 'const', 'anyOf', '$ref']);

/**
 * Translates a schema for a provider that knows fewer keywords: what it cannot say goes into the description of the member, in
 * words, and nothing is dropped. Replies are checked against the schema as it was, so the rule stays a rule.
 *
 * Names of definitions become safe for every provider; a reference with words of its own keeps them.
 */
export function translateSchema(schema: JsonSchemaObject, dialect: SchemaDialect): TranslatedSchema {
  const translation = new Translation(schema, dialect);
  const translated = translation.root();
  const { isClosed, hasOptional, isRecursive } = translation;
  return { schema: translated, isClosed, hasOptional, isRecursive };
}

class Translation {
  isClosed = true;
  hasOptional = false;
  isRecursive = false;
  readonly #root: JsonSchemaObject;
  readonly #dialect: SchemaDialect;
  /** Names of definitions, by the pointers that lead to them. */
  readonly #names = new Map<string, string>();

  constructor(root: JsonSchemaObject, dialect: SchemaDialect) {
    this.#root = root;
    this.#dialect = dialect;
    for (const key of ['$defs', 'definitions']) {
      for (const name of Object.keys(membersOf(root[key]))) {
        this.#names.set(`#/${key}/${escaped(name)}`, this.#freeName(name));
      }
    }
  }

  root(): JsonSchemaObject {
    const { $defs, definitions, ...rest } = this.#root;
    const body = this.#node(rest, []);
    const entries = [
      ...Object.entries(membersOf($defs)).map(
        ([name, value]) => [`#/$defs/${escaped(name)}`, value] as const,
      ),
      ...Object.entries(membersOf(definitions)).map(
        ([name, value]) => [`#/definitions/${escaped(name)}`, value] as const,
      ),
    ];
    if (entries.length === 0) return body;
    const safe = entries.map(([pointer, value]) => [
      this.#names.get(pointer) as string,
      this.#node(value, [pointer]),
    ]);
    return { ...body, $defs: Object.fromEntries(safe) as JsonSchemaObject };
  }

  #freeName(name: string): string {
    const safe = name.replace(/[^\w-]+/g, '_').slice(0, 60) || 'type';
    const taken = new Set(this.#names.values());
    let free = safe;
    for (let number = 2; taken.has(free); number++) free = `${safe}_${number}`;
    return free;
  }

  /** @param within the definitions that the place lies in. */
  #node(given: unknown, within: readonly string[]): JsonSchemaObject {
    if (!isPlainObject(given)) {
      this.isClosed = false;
      return {};
    }
    const node: JsonSchemaObject = withAnyOf(given);
    const shape: Record<string, unknown> = {};
    const rules: string[] = [];
    for (const [keyword, value] of Object.entries(node)) {
      if (['description', 'properties', 'required', 'additionalProperties', 'items'].includes(keyword))
        continue;
      if (keyword === 'anyOf') shape[keyword] = (value as unknown[]).map((each) => this.#node(each, within));
      else if (keyword === '$ref') shape[keyword] = this.#reference(String(value), within);
      else if (SHAPE.has(keyword) || this.#dialect.allows(keyword, value)) shape[keyword] = value;
      else rules.push(...[wordsFor(keyword, value)].filter((words) => words !== undefined));
    }
    this.#members(node, shape, within);
    return labelled(shape, described(node['description'], rules));
  }

  #members(node: JsonSchemaObject, shape: Record<string, unknown>, within: readonly string[]): void {
    const isArray = node['type'] === 'array' || 'items' in node;
    if (isArray && (!isPlainObject(node['items']) || 'prefixItems' in node)) this.isClosed = false;
    if (isPlainObject(node['items'])) shape['items'] = this.#node(node['items'], within);
    const isObject = node['type'] === 'object' || isPlainObject(node['properties']);
    if (!isObject) {
      if (!['type', 'enum', 'const', 'anyOf', '$ref'].some((keyword) => keyword in node))
        this.isClosed = false;
      return;
    }
    const properties = Object.entries(membersOf(node['properties']));
    const required = Array.isArray(node['required']) ? (node['required'] as unknown[]) : [];
    const isMap =
      properties.length === 0 || ![undefined, false].includes(node['additionalProperties'] as never);
    if (isMap) this.isClosed = false;
    if (properties.some(([name]) => !required.includes(name))) this.hasOptional = true;
    shape['properties'] = Object.fromEntries(
      properties.map(([name, value]) => [name, this.#node(value, within)]),
    );
    shape['required'] = required;
    const more = node['additionalProperties'];
    shape['additionalProperties'] = isPlainObject(more) ? this.#node(more, within) : (more ?? isMap);
  }

  #reference(pointer: string, within: readonly string[]): string {
    if (pointer === '#') {
      this.isRecursive = true;
      return pointer;
    }
    if (within.includes(pointer)) this.isRecursive = true;
    else if (this.#names.has(pointer)) this.#follow(pointer, [...within, pointer]);
    const name = this.#names.get(pointer);
    return name === undefined ? pointer : `#/$defs/${name}`;
  }

  /** Looks through a definition for references that lead back. */
  #follow(pointer: string, within: readonly string[]): void {
    const [, key = '', name = ''] = pointer.split('/');
    const pending: unknown[] = [membersOf(this.#root[key])[unescaped(name)]];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (Array.isArray(value)) pending.push(...(value as unknown[]));
      if (!isPlainObject(value)) continue;
      const target = value['$ref'];
      if (typeof target === 'string' && (within.includes(target) || target === '#')) this.isRecursive = true;
      else if (typeof target === 'string' && this.#names.has(target) && !this.isRecursive)
        this.#follow(target, [...within, target]);
      pending.push(...Object.values(value).filter((member) => typeof member === 'object' && member !== null));
    }
  }
}

/** `oneOf` and lists of types as `anyOf`, an `allOf` of one as what is in it: all providers know these. */
function withAnyOf(given: JsonSchemaObject): JsonSchemaObject {
  const { oneOf, allOf, type, ...rest } = given;
  if (Array.isArray(allOf) && allOf.length === 1 && isPlainObject(allOf[0]))
    return withAnyOf({
      ...(oneOf === undefined ? {} : { oneOf }),
      ...(type === undefined ? {} : { type }),
      ...allOf[0],
      ...rest,
    });
  if (Array.isArray(oneOf)) {
    const { oneOf: _, ...others } = given;
    return { ...others, anyOf: oneOf };
  }
  if (!Array.isArray(type)) return given;
  if (Array.isArray(given['enum'])) return rest;
  const { description, ...shape } = rest;
  const options = type.map((each: unknown) => (each === 'null' ? { type: each } : { ...shape, type: each }));
  return { ...(description === undefined ? {} : { description }), anyOf: options };
}

/** No provider wants words beside a reference: they go around it. */
function labelled(shape: Record<string, unknown>, description: string | undefined): JsonSchemaObject {
  const clean = Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
  if (description === undefined) return clean;
  return '$ref' in clean ? { description, anyOf: [clean] } : { description, ...clean };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
