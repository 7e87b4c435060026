import { isPlainObject } from '../../../util';
import type { BareNode, ListNode, RecordNode, SourceNode, TextNode } from '../reader/source-node';
import { bulletsOf, partsOf } from '../words/lists';
import { MISFIT, within, WITHHELD, type Fitting, type Path } from './fitting';
import { jsonIn } from './json-in-text';
import { MENDINGS } from './mendings';

type Schema = Readonly<Record<string, unknown>>;

/** A list: of items, of a set's keys, of a list written for people; one value is put into a list. */
export function fitList(schema: Schema, node: SourceNode, fitting: Fitting, path: Path): unknown {
  switch (node.kind) {
    case 'list':
      return fitItems(schema, node, fitting, path);
    case 'record':
      return fitRecordAsList(schema, node, fitting, path);
    case 'text':
    case 'bare':
      return fitTextAsList(schema, node, fitting, path);
  }
}

/** What was fitted of lists that still grow. */
const progress = new WeakMap<Fitting, WeakMap<ListNode, Map<Schema, Done>>>();

/** The items of a list that will not change, and what they cost. */
interface Done {
  readonly values: unknown[];
  cost: number;
}

function fitItems(schema: Schema, node: ListNode, fitting: Fitting, path: Path): unknown {
  fitting.visit(node, path);
  const first: readonly unknown[] = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
  const done: Done = fitting.isPartial ? doneOf(schema, node, fitting) : { values: [], cost: 0 };
  const values = fitting.isPartial ? done.values.slice() : done.values;
  fitting.charge(done.cost);
  for (let index = values.length; index < node.items.length; index++) {
    const item = node.items[index];
    if (item === undefined) break;
    const rule = index < first.length ? first[index] : schema['items'];
    const { cost } = fitting;
    const value = fitting.fit(rule, item, within(path, index));
    if (value === MISFIT) return MISFIT;
    if (value === WITHHELD) break;
    values.push(value);
    if (!fitting.isPartial || item.isOpen || done.values.length !== index) continue;
    done.values.push(value);
    done.cost += fitting.cost - cost;
  }
  return values;
}

function doneOf(schema: Schema, node: ListNode, fitting: Fitting): Done {
  let lists = progress.get(fitting);
  if (lists === undefined) progress.set(fitting, (lists = new WeakMap()));
  let bySchema = lists.get(node);
  if (bySchema === undefined) lists.set(node, (bySchema = new Map()));
  let done = bySchema.get(schema);
  if (done === undefined) bySchema.set(schema, (done = { values: [], cost: 0 }));
  return done;
}

function fitRecordAsList(schema: Schema, node: RecordNode, fitting: Fitting, path: Path): unknown {
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  const isSet =
    node.members.length > 0 && node.members.every(({ value, isQuoted }) => value === undefined && isQuoted);
  if (isSet) {
    fitting.mend(MENDINGS.setToList, path);
    const items = node.members.map(({ key }) => textNodeAt(node, key));
    return fitItems(schema, { ...baseOf(node), kind: 'list', items, source: node.source }, fitting, path);
  }
  const start = fitting.save();
  const wrapped = fitWrapped(schema, node, fitting, path);
  if (wrapped !== MISFIT) return wrapped;
  fitting.restore(start);
  const [only, second] = node.members;
  if (second !== undefined || only?.value?.kind !== 'list') return MISFIT;
  fitting.mend(MENDINGS.unwrapped, path);
  return fitItems(schema, only.value, fitting, path);
}

function fitTextAsList(schema: Schema, node: TextNode | BareNode, fitting: Fitting, path: Path): unknown {
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  const json = jsonIn(node.text, '[');
  if (json?.kind === 'list') {
    const start = fitting.save();
    fitting.mend(MENDINGS.jsonInText, path);
    const value = fitItems(schema, json, fitting, path);
    if (value !== MISFIT) return value;
    fitting.restore(start);
  }
  if (fitting.isWrapped(node)) return fitting.misfit(path, 'a list', node);
  if (node.kind === 'bare' && /^(?:null|none|undefined)?$/i.test(node.text))
    return fitting.misfit(path, 'a list', node);
  const parts = bulletsOf(node.text) ?? (isOneText(schema, node) ? undefined : partsOf(node.text));
  if (parts === undefined || parts.length < 2) {
    const isSentence = node.kind === 'bare' && parts === undefined && takesText(schema);
    return isSentence
      ? fitting.misfit(path, 'a list', node)
      : fitWrapped(schema, textOf(node, parts), fitting, path);
  }
  fitting.mend(MENDINGS.listInText, path);
  const items = parts.map((text) => bareNodeAt(node, text));
  const source = { slice: (from: number, to: number) => node.text.slice(from, to) };
  return fitItems(schema, { ...baseOf(node), kind: 'list', items, source }, fitting, path);
}

function textOf(node: TextNode | BareNode, parts: readonly string[] | undefined): TextNode | BareNode {
  const [only] = parts ?? [];
  return only === undefined ? node : { ...node, text: only };
}

/** Text in quotes, where texts are wanted, may be one text with commas in it. */
function isOneText(schema: Schema, node: SourceNode): boolean {
  return node.kind === 'text' && takesText(schema);
}

function takesText(schema: Schema): boolean {
  const items = schema['items'];
  return !isPlainObject(items) || (items['type'] === 'string' && !Array.isArray(items['enum']));
}

function fitWrapped(schema: Schema, node: SourceNode, fitting: Fitting, path: Path): unknown {
  if (fitting.isWrapped(node)) return fitting.misfit(path, 'a list', node);
  fitting.mend(MENDINGS.wrapped, path);
  const first: unknown = Array.isArray(schema['prefixItems']) ? schema['prefixItems'][0] : schema['items'];
  const value = fitting.fitWrapped(first, node, within(path, 0));
  return value === MISFIT || value === WITHHELD ? value : [value];
}

function textNodeAt({ start, end }: SourceNode, text: string): TextNode {
  return { kind: 'text', text, start, end, isOpen: false, marks: undefined };
}

function bareNodeAt({ start, end }: SourceNode, text: string): BareNode {
  return { kind: 'bare', text, start, end, isOpen: false, marks: undefined, isWhole: true };
}

function baseOf({ start, end }: SourceNode) {
  return { start, end, isOpen: false, marks: undefined };
}
