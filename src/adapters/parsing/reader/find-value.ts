import { blankEnd } from './characters';
import { Cursor, LookaheadBudget, type CursorMode } from './cursor';
import { unescaped } from './escapes';
import type { KnownKeys } from './known-keys';
import { Reader } from './reader';
import type { ListNode, RecordNode, SourceText } from './source-node';

/** A list or record that was found in a text. */
export interface FoundValue {
  readonly node: ListNode | RecordNode;
  readonly start: number;
  readonly end: number;
  /** Whether the text broke off within it. */
  readonly isTruncated: boolean;
}

/** What is looked for values in. */
export interface Search {
  readonly text: string;
  readonly keys: KnownKeys;
  /** @default the beginning */
  readonly from?: number;
}

const NO_KEYS: KnownKeys = { has: () => false };
const OPENER = /[{[]/g;

/**
 * The lists and records in a text, from left to right; what is within one is not looked at again. Where the text breaks off
 * within one, its bracket may have been a stray one: what follows it is looked at too.
 *
 * The work is bounded by a multiple of the text's length.
 */
export function* valuesIn({ text, keys, from = 0 }: Search): Generator<FoundValue, void> {
  const budget = new LookaheadBudget();
  budget.grow(text.length);
  let work = text.length + 300_000;
  let at = nextOpener(text, from);
  while (at >= 0 && work > 0) {
    const found = valueAt(text, at, keys, budget);
    if (found === undefined) return;
    work -= found.end - at;
    yield found;
    const goesOn = found.isTruncated ? work >= text.length - at : true;
    at = goesOn ? nextOpener(text, found.isTruncated ? at + 1 : Math.max(found.end, at + 1)) : -1;
  }
}

/** The first list or record in a text. */
export function findFirstValue(text: string): ListNode | RecordNode | undefined {
  for (const { node } of valuesIn({ text, keys: NO_KEYS })) return node;
  return undefined;
}

function nextOpener(text: string, from: number): number {
  OPENER.lastIndex = from;
  return OPENER.exec(text)?.index ?? -1;
}

/** The list or record at a bracket: as strict JSON if it is that, else mended. Undefined where it is nested too deep. */
export function valueAt(
  text: string,
  at: number,
  keys: KnownKeys,
  budget = new LookaheadBudget(),
): FoundValue | undefined {
  const strict = readAt(text, at, { keys, budget, mode: 'strict' });
  if (strict.isTooDeep) return undefined;
  if (!strict.cursor.hasFailed && strict.root !== undefined && strict.isDone) return found(strict, at);
  if (isEscaped(text, at)) return escapedValueAt(text, at, keys, budget);
  const mended = readAt(text, at, { keys, budget, mode: 'final' });
  return mended.isTooDeep ? undefined : found(mended, at);
}

interface Reading {
  readonly keys: KnownKeys;
  readonly budget: LookaheadBudget;
  readonly mode: CursorMode;
}

function readAt(text: string, at: number, { keys, budget, mode }: Reading): Reader {
  const source: SourceText = { slice: (start, end) => text.slice(start, end) };
  const cursor = new Cursor(keys, source, mode, budget);
  cursor.text = text;
  cursor.position = at;
  const reader = new Reader(cursor);
  reader.run();
  return reader;
}

function found({ root, cursor }: Reader, start: number): FoundValue | undefined {
  if (root === undefined) return undefined;
  const isTruncated = root.marks?.some(({ kind }) => kind === 'truncated') ?? false;
  return { node: root, start, end: isTruncated ? cursor.text.length : cursor.position, isTruncated };
}

/** Whether the quotes after a bracket are escaped, as when JSON was put into a text without its quotes. */
function isEscaped(text: string, at: number): boolean {
  const next = blankEnd(text, at + 1, Math.min(text.length, at + 100));
  return (
    text.startsWith('\\"', next) ||
    (text.startsWith('\\n', next) && text.slice(next, next + 60).includes('\\"'))
  );
}

function escapedValueAt(
  text: string,
  at: number,
  keys: KnownKeys,
  budget: LookaheadBudget,
): FoundValue | undefined {
  const inner = readAt(unescaped(text.slice(at)), 0, { keys, budget, mode: 'final' });
  const value = inner.isTooDeep ? undefined : found(inner, at);
  if (value === undefined) return undefined;
  inner.cursor.mend(value.node, 'quotes were escaped');
  return { ...value, end: text.length };
}
