import { isPlainObject, PROTOTYPE_KEYS } from '../../../util';
import type { ListNode, Member, RecordNode, SourceNode } from '../reader/source-node';
import { MISFIT, within, WITHHELD, type Fitting, type Path } from './fitting';
import { jsonIn } from './json-in-text';
import { matchKeys } from './match-keys';
import { MENDINGS } from './mendings';

type Schema = Readonly<Record<string, unknown>>;

/** An object: a record, JSON in a text, the only item of a list, or the value of its only property. */
export function fitRecord(schema: Schema, node: SourceNode, fitting: Fitting, path: Path): unknown {
  switch (node.kind) {
    case 'record': {
      const start = fitting.save();
      const direct = fitMembers(schema, node, fitting, path);
      if (direct !== MISFIT || hasKnownKey(schema, node)) return direct;
      fitting.restore(start);
      return fitOnlyProperty(schema, node, fitting, path);
    }
    case 'list':
      return fitListAsRecord(schema, node, fitting, path);
    case 'text': {
      const json = fitting.isPartial && node.isOpen ? undefined : jsonIn(node.text, '{');
      if (json?.kind !== 'record')
        return fitting.isPartial && node.isOpen ? WITHHELD : fitting.misfit(path, 'an object', node);
      fitting.mend(MENDINGS.jsonInText, path);
      return fitMembers(schema, json, fitting, path);
    }
    case 'bare':
      if (fitting.isPartial && node.isOpen) return WITHHELD;
      return fitOnlyProperty(schema, node, fitting, path);
  }
}

function fitListAsRecord(schema: Schema, node: ListNode, fitting: Fitting, path: Path): unknown {
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  const [only, second] = node.items;
  if (only?.kind !== 'record' || second !== undefined) return fitOnlyProperty(schema, node, fitting, path);
  const start = fitting.save();
  fitting.visit(node, path);
  fitting.mend(MENDINGS.unwrapped, path);
  const value = fitMembers(schema, only, fitting, path);
  if (value !== MISFIT) return value;
  fitting.restore(start);
  return fitOnlyProperty(schema, node, fitting, path);
}

/**
 * The value of an object's only property, without the object: a number, a literal, an object or a list that is of the
 * property's type as it stands. Text is never taken for it, since any text would do.
 */
function fitOnlyProperty(schema: Schema, node: SourceNode, fitting: Fitting, path: Path): unknown {
  const properties = propertiesOf(schema);
  const [name, second] = Object.keys(properties);
  const isText =
    node.kind === 'text' || (node.kind === 'bare' && !/^(?:-?[\d.]|true|false)/i.test(node.text));
  if (
    name === undefined ||
    second !== undefined ||
    isText ||
    fitting.isWrapped(node) ||
    (fitting.isPartial && node.isOpen)
  )
    return fitting.misfit(path, 'an object', node);
  const start = fitting.save();
  fitting.mend(MENDINGS.wrapped, path);
  const { cost } = fitting;
  const value = fitting.fitWrapped(properties[name], node, within(path, name));
  if (value === WITHHELD) return WITHHELD;
  if (value === MISFIT || (node.kind !== 'record' && fitting.cost - cost >= 2)) {
    fitting.restore(start);
    return fitting.misfit(path, 'an object', node);
  }
  return { [name]: value };
}

function fitMembers(schema: Schema, node: RecordNode, fitting: Fitting, path: Path): unknown {
  fitting.visit(node, path);
  const properties = propertiesOf(schema);
  const members = lastByKey(node);
  const keys = matchKeys([...members.keys()], schema, properties);
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(properties)) {
    const key = keys.get(name);
    const value = key === undefined ? undefined : members.get(key)?.value;
    const place = within(path, name);
    if (key !== undefined && key !== name) fitting.mend(MENDINGS.key, place);
    const found =
      value === undefined
        ? missing(schema, name, fitting, place)
        : fitting.fit(properties[name], value, place);
    const used = found === MISFIT && isOptionalNull(schema, name, value) ? undefined : found;
    if (used === MISFIT) return MISFIT;
    if (used !== undefined && used !== WITHHELD) set(result, name, used);
  }
  const used = new Set(keys.values());
  for (const [key, { value }] of members) {
    if (used.has(key) || value === undefined) continue;
    if (fitOther(schema, { key, value, result }, fitting, path) === MISFIT) return MISFIT;
  }
  return result;
}

interface Other {
  readonly key: string;
  readonly value: SourceNode;
  readonly result: Record<string, unknown>;
}

/** A member that is none of the properties. */
function fitOther(schema: Schema, { key, value, result }: Other, fitting: Fitting, path: Path): unknown {
  const place = within(path, key);
  if (PROTOTYPE_KEYS.has(key)) {
    fitting.mend(MENDINGS.unsafeKey, place);
    return undefined;
  }
  const rule = ruleOf(schema, key);
  if (rule === false) {
    fitting.mend(MENDINGS.droppedKey, place);
    return undefined;
  }
  const name = keyOf(schema, key, fitting, place);
  const found = name === MISFIT ? MISFIT : fitting.fit(rule, value, place);
  if (found !== MISFIT && found !== WITHHELD && typeof name === 'string') set(result, name, found);
  return found;
}

function ruleOf(schema: Schema, key: string): unknown {
  const patterns = isPlainObject(schema['patternProperties']) ? schema['patternProperties'] : {};
  for (const [pattern, rule] of Object.entries(patterns)) if (new RegExp(pattern, 'u').test(key)) return rule;
  return schema['additionalProperties'];
}

/** A key of a map whose keys have a type of their own. */
function keyOf(schema: Schema, key: string, fitting: Fitting, path: Path): unknown {
  const rule = schema['propertyNames'];
  if (!isPlainObject(rule)) return key;
  return fitting.fit(
    rule,
    { kind: 'text', text: key, start: 0, end: 0, isOpen: false, marks: undefined },
    path,
  );
}

function missing(schema: Schema, name: string, fitting: Fitting, path: Path): unknown {
  if (fitting.isPartial) return undefined;
  const rule = propertiesOf(schema)[name];
  if (isPlainObject(rule) && 'default' in rule) {
    fitting.mend(MENDINGS.defaulted, path);
    return structuredClone(rule['default']);
  }
  const isRequired = Array.isArray(schema['required']) && schema['required'].includes(name);
  return isRequired ? fitting.misfit(path, 'a value', undefined) : undefined;
}

/** Null for a member that may be left out means that it is left out. */
function isOptionalNull(schema: Schema, name: string, node: SourceNode | undefined): boolean {
  const isRequired = Array.isArray(schema['required']) && schema['required'].includes(name);
  return !isRequired && node?.kind === 'bare' && /^(?:null|none|undefined)$/i.test(node.text);
}

function hasKnownKey(schema: Schema, node: RecordNode): boolean {
  return (
    matchKeys(
      node.members.map(({ key }) => key),
      schema,
      propertiesOf(schema),
    ).size > 0
  );
}

/** The last of members that share a key, as JSON has it; one without a value does not replace one that has. */
function lastByKey(node: RecordNode): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const member of node.members) {
    if (member.value !== undefined || !members.has(member.key)) members.set(member.key, member);
  }
  return members;
}

function propertiesOf(schema: Schema): Readonly<Record<string, unknown>> {
  return isPlainObject(schema['properties']) ? schema['properties'] : {};
}

function set(result: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
}
