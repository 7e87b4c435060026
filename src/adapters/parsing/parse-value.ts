import { DspyError } from '../../errors';
import type { JsonSchema } from '../../types';
import { assertKnownOptions, excerpt, isPlainObject } from '../../util';
import { repairOf } from '../../primitives';
import { coerce, Mismatch } from './coerce';
import { readLenientJson } from './lenient-json';
import type { ParseIssue } from './parse-issue';
import type { Repair } from './repair';

/** What a text should hold. */
export interface ParseValueOptions {
  /** The JSON Schema of the value; `x-aliases`, `x-descriptions` and `x-property-aliases` are understood. */
  readonly schema: JsonSchema;
  /**
   * Whether the text may end before the value does.
   * @default false
   */
  readonly partial?: boolean;
}

/** What a text holds. */
export interface ParsedValue {
  /** JSON that fits the schema; integers beyond 2^53 are bigints. */
  readonly value: unknown;
  /** What had to be mended; empty for clean JSON. */
  readonly repairs: readonly Repair[];
}

/** A text does not hold the value that was asked for. */
export class ParseValueError extends DspyError {
  static override readonly code = 'PARSE_VALUE';

  /**
   * @param issue what is wrong, and where.
   * @param text the whole text; the message has its beginning.
   */
  constructor(
    readonly issue: ParseIssue,
    readonly text: string,
  ) {
    super({
      problem: 'The text does not hold the value that was asked for.',
      found: `${issue.path}: ${issue.found}\ntext: ${excerpt(text)}`,
      expected: `${issue.path} to be ${issue.expected}.`,
    });
  }
}

/** Places in a text where JSON is looked for before it is given up. */
const MOST_CANDIDATES = 50;

/**
 * Reads a value out of a model's words: JSON as it is, in a code fence, among prose, with the mistakes models make; or plain
 * words where the schema asks for a number, a yes or no, one of a list. Nothing is made up that the text does not hold.
 *
 * Linear in the length of the text.
 *
 * @throws {@link ParseValueError} when the text holds no such value.
 */
export function parseValue(text: string, options: ParseValueOptions): ParsedValue {
  assertKnownOptions(options, ['schema', 'partial'], 'parseValue(text, ...)');
  const { schema, partial = false } = options;
  let best: ParsedValue | undefined;
  let failure: ParseIssue | undefined;
  for (const candidate of candidatesOf(text, schema)) {
    if (!partial && candidate.repairs.some(({ kind }) => kind === 'truncated') && best !== undefined)
      continue;
    const repairs = [...candidate.repairs];
    try {
      const value = coerce(schema, candidate.value, repairs, partial);
      if (best === undefined || repairs.length < best.repairs.length) best = { value, repairs };
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      if (failure === undefined || error.issue.path.length > failure.path.length) failure = error.issue;
    }
    if (best?.repairs.length === 0) break;
  }
  if (best !== undefined) return Object.freeze(best);
  throw new ParseValueError(failure ?? { path: 'value', expected: 'a value', found: 'nothing' }, text);
}

interface Candidate {
  readonly value: unknown;
  readonly repairs: readonly Repair[];
}

/** What the text might mean, the likeliest first: the whole as JSON, JSON in it, the words themselves. */
function* candidatesOf(text: string, schema: JsonSchema): Generator<Candidate> {
  const wantsText = schema['type'] === 'string' && !Array.isArray(schema['enum']);
  if (wantsText) {
    const unquoted = strictString(text);
    yield { value: unquoted ?? text, repairs: [] };
    return;
  }
  const whole = strictJson(text);
  if (whole !== undefined) yield { value: whole.value, repairs: [] };
  const fenced = fencedText(text);
  const body = fenced ?? text;
  yield* embeddedJson(body);
  yield { value: body.trim(), repairs: fenced === undefined ? [] : [found()] };
  const lastLine = body.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const afterColon = /(?:^|\b(?:answer|result|value|is)\b)\s*[:=]\s*(.+)$/i.exec(lastLine)?.[1];
  if (afterColon !== undefined) yield { value: afterColon.trim(), repairs: [found()] };
}

/** What a code fence around the whole text holds. No pattern: one would try every blank line again. */
function fencedText(text: string): string | undefined {
  const whole = text.trim();
  const start = whole.indexOf('\n') + 1;
  const end = whole.length - 3;
  if (!whole.startsWith('```') || !whole.endsWith('```') || start === 0 || end < start) return undefined;
  return whole.slice(start, end);
}

function found(): Repair {
  return repairOf('found-in-text', 'value');
}

function* embeddedJson(text: string): Generator<Candidate> {
  let position = 0;
  for (let tries = 0; tries < MOST_CANDIDATES; tries++) {
    const next = nextBracket(text, position);
    if (next < 0) return;
    const read = readLenientJson(text, next);
    if (read === undefined || (typeof read.value !== 'object' && !isPlainObject(read.value))) {
      position = next + 1;
      continue;
    }
    const isAlone = text.slice(0, next).trim() === '' && text.slice(read.end).trim() === '';
    const repairs: Repair[] = [...read.kinds].map((kind) => repairOf(kind, 'value'));
    yield { value: read.value, repairs: isAlone ? repairs : [found(), ...repairs] };
    position = Math.max(read.end, next + 1);
  }
}

function nextBracket(text: string, from: number): number {
  const [brace, bracket] = [text.indexOf('{', from), text.indexOf('[', from)];
  if (brace < 0 || bracket < 0) return Math.max(brace, bracket);
  return Math.min(brace, bracket);
}

/** The text as strict JSON; numbers that JavaScript cannot hold are left to the lenient reader. */
function strictJson(text: string): { readonly value: unknown } | undefined {
  if (/\d{16}/.test(text)) {
    const read = readLenientJson(text, 0);
    return read !== undefined && read.kinds.size === 0 && text.slice(read.end).trim() === ''
      ? read
      : undefined;
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** A text that is one JSON string and nothing else. */
function strictString(text: string): string | undefined {
  if (!/^\s*"[^]*"\s*$/.test(text)) return undefined;
  const parsed = strictJson(text)?.value;
  return typeof parsed === 'string' ? parsed : undefined;
}
