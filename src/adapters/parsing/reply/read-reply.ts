import type { JsonSchema } from '../../../types';
import { kindsOf, type Kinds } from '../fit/schema-shape';
import { valueAt, valuesIn, type FoundValue } from '../reader/find-value';
import { spaceEnd } from '../reader/characters';
import { knownKeysOf } from '../reader/known-keys';
import type { BareNode, ListNode, RecordNode, SourceNode, TextNode } from '../reader/source-node';
import { Chooser, type FittedReading, type Reading } from './choose-reading';
import { fencesOf, type Fenced } from './fences';
import { answerStart } from './reasoning';

/**
 * Reads a whole reply. In this order, until a reading fits without doubt:
 *
 * 1. the reply is text, and text is asked for;
 * 2. the reply as it stands is a number, a literal, a choice, a quoted text;
 * 3. a list or object in it, the first that fits; a list may also be made of all objects in it;
 * 4. what code blocks hold, the reply as words, what its last line says after a colon.
 *
 * What stands in tags of reasoning at the beginning is looked at only if the rest holds nothing.
 *
 * @returns the best reading, or the chooser that knows why there is none.
 */
export function readReply(text: string, wanted: Wanted): FittedReading | Chooser {
  const start = answerStart(text);
  if (start === undefined || start === 0 || text.slice(start).trim() === '') return readBody(text, wanted);
  const answer = readBody(text.slice(start), wanted);
  return answer instanceof Chooser ? readBody(text, wanted) : answer;
}

/** What a reply is read for. */
export interface Wanted {
  readonly schema: JsonSchema;
  /** Whether the value must keep the limits of the schema on size, range and form. */
  readonly holdsLimits: boolean;
}

function readBody(text: string, { schema, holdsLimits }: Wanted): FittedReading | Chooser {
  const kinds = kindsOf(schema);
  const chooser = new Chooser(schema, holdsLimits);
  const fences = fencesOf(text);
  const onlyText = kinds.text && !kinds.scalar && !kinds.list && !kinds.record && !kinds.any;
  if (onlyText) chooser.offer({ node: quotedText(text) ?? textNode(text, 'text'), beside: undefined });
  else {
    if (!kinds.any) offerWhole(chooser, text, kinds);
    if (!chooser.isDone) offerValues(chooser, { text, fences, kinds });
    if (!chooser.isDone && (chooser.best === undefined || !hasContainers(kinds)))
      offerWords(chooser, text, fences);
  }
  return chooser.best ?? chooser;
}

function hasContainers({ list, record, any }: Kinds): boolean {
  return list || record || any;
}

/** The reply as one number, literal, choice or quoted text. */
function offerWhole(chooser: Chooser, text: string, kinds: Kinds): void {
  const quoted = quotedText(text);
  if (quoted !== undefined) chooser.offer({ node: quoted, beside: undefined });
  const whole = text.trim();
  const isShort =
    whole.length < 2000 && !whole.includes('\n') && !(hasContainers(kinds) && /^[[{(]/.test(whole));
  if (kinds.scalar && quoted === undefined && isShort) {
    const fitted = chooser.fit({ node: textNode(whole), beside: undefined });
    if (fitted !== undefined && !fitted.isDoubtful && !(kinds.text && hasContainers(kinds)))
      chooser.best = fitted;
  }
}

/** What values are looked for in. */
interface Body {
  readonly text: string;
  readonly fences: readonly Fenced[];
  readonly kinds: Kinds;
}

function offerValues(chooser: Chooser, { text, fences, kinds }: Body): void {
  const keys = knownKeysOf(chooser.schema);
  const all: SourceNode[] = [];
  for (const tuple of tuplesIn(text, fences, chooser)) chooser.offer({ node: tuple, beside: undefined });
  if (chooser.isDone) return;
  let seen = 0;
  for (const found of valuesIn({ text, keys })) {
    if (seen++ > MOST_VALUES) return;
    if (kinds.list && !found.isTruncated) all.push(found.node);
    const fits = !chooser.isTired && offerFound(chooser, { text, fences, kinds }, found);
    // What is within a value that broke off is part of it, unless its bracket was a stray one.
    if (fits && found.isTruncated && !isEmpty(chooser.best?.value)) break;
    if (chooser.isDone || (chooser.isTired && !kinds.list)) return;
  }
  if (kinds.list) offerAll(chooser, all, text);
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function offerFound(chooser: Chooser, body: Body, found: FoundValue): boolean {
  const beside = besideOf(body, found);
  return isWorthwhile(body, found, beside) && chooser.offer({ node: found.node, beside });
}

/** In a text that may be the answer itself, brackets are the answer only if they are most of it. */
function isWorthwhile({ text, kinds }: Body, found: FoundValue, beside: string | undefined): boolean {
  if (beside === undefined || beside === IN_FENCE) return true;
  if (!hasContainers(kinds)) return found.node.kind === 'record';
  return !kinds.text || 2 * (found.end - found.start) >= text.trim().length;
}

/** More values than this are no list that a model wrote as objects one after the other. */
const MOST_VALUES = 20_000;

/** Up to this many, values that are no items are told from those that are; more must be items all. */
const MOST_LOOKS = 500;

/** A list of all values in a text that fit the items. */
function offerAll(chooser: Chooser, nodes: readonly SourceNode[], text: string): void {
  const items = nodes.length > MOST_LOOKS ? nodes : nodes.filter((node) => fitsAsItem(chooser, node));
  if (items.length < 2) return;
  const fitted = chooser.fit({ node: listOf(items, text), beside: 'several values among other text' });
  if (fitted !== undefined && (chooser.best?.isDoubtful ?? true)) chooser.best = fitted;
}

function fitsAsItem(chooser: Chooser, node: SourceNode): boolean {
  return chooser.fit({ node: listOf([node], ''), beside: undefined }) !== undefined;
}

function listOf(items: readonly SourceNode[], text: string): ListNode {
  return {
    kind: 'list',
    items: [...items],
    source: { slice: (start, end) => text.slice(start, end) },
    start: 0,
    end: text.length,
    isOpen: false,
    marks: undefined,
  };
}

/** Lists in round brackets, where the reply or a code block is nothing else. */
function* tuplesIn(
  text: string,
  fences: readonly Fenced[],
  { schema }: Chooser,
): Generator<ListNode | RecordNode> {
  for (const body of [text, ...fences.map((fence) => fence.text)]) {
    const at = body.length - body.trimStart().length;
    if (body[at] !== '(') continue;
    const found = valueAt(body, at, knownKeysOf(schema));
    if (found !== undefined && body.slice(found.end).trim() === '') yield found.node;
  }
}

const IN_FENCE = 'found in a code block';

function besideOf({ text, fences }: Body, { start, end }: FoundValue): string | undefined {
  const isAlone =
    spaceEnd(text, 0) >= start && /^[\s,;]*$/.test(text.slice(end, end + 200)) && text.length - end < 200;
  if (isAlone) return undefined;
  return fences.some((fence) => fence.start <= start && start < fence.end)
    ? IN_FENCE
    : 'found among other text';
}

/** The reply as words: what code blocks hold, all of it, its last line after a colon. */
function offerWords(chooser: Chooser, text: string, fences: readonly Fenced[]): void {
  for (const reading of wordReadings(text, fences)) {
    chooser.offer(reading);
    if (chooser.isDone) return;
  }
}

function* wordReadings(text: string, fences: readonly Fenced[]): Generator<Reading> {
  for (const fence of fences.slice(0, 5)) yield { node: textNode(fence.text.trim()), beside: IN_FENCE };
  yield { node: textNode(text.trim()), beside: undefined };
  const lastLine = text.slice(-2000).trimEnd().split('\n').at(-1)?.trim() ?? '';
  const said =
    /^(?:[\W_]*(?:final |the |my )*(?:answer|result|value|output)(?: is)?[\W_]*?)[:=]\s*(.+)$/i.exec(
      lastLine,
    )?.[1];
  if (said !== undefined) yield { node: textNode(said.trim()), beside: 'found after a colon' };
}

function textNode(text: string): BareNode;
function textNode(text: string, kind: 'text'): TextNode;
function textNode(text: string, kind: 'text' | 'bare' = 'bare'): BareNode | TextNode {
  const base = { start: 0, end: text.length, isOpen: false, marks: undefined, text };
  return kind === 'text' ? { ...base, kind } : { ...base, kind, isWhole: true };
}

/** A reply that is one JSON string and nothing else. */
function quotedText(text: string): TextNode | undefined {
  const whole = text.trim();
  if (!whole.startsWith('"') || !whole.endsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(whole);
    return typeof value === 'string' ? textNode(value, 'text') : undefined;
  } catch {
    return undefined;
  }
}
