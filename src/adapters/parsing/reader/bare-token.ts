import { isSpace, spaceEnd } from './characters';
import type { Cursor } from './cursor';
import { startsMember, startsQuotedKey, startsScalar, type Answer } from './lookahead';
import type { BareNode } from './source-node';
import type { Surroundings } from './surroundings';

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const MOST_NESTING = 64;

/** A number or literal of JSON, with what must follow it. */
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,\]}])/y;

/** Where a number or literal of JSON at the cursor ends; undefined where there is none, or more belongs to it. */
export function scalarEnd(cursor: Cursor, start: number, holder: Surroundings['holder']): number | undefined {
  SCALAR.lastIndex = start;
  if (!SCALAR.test(cursor.text)) return holder === 'list' ? wordsEnd(cursor, start) : undefined;
  const end = SCALAR.lastIndex;
  return cursor.mode === 'strict' || !goesOn(cursor, end, holder) ? end : undefined;
}

/** Words in a list that nothing but its comma or bracket can end. */
const WORDS = /[^\s,\]})({["/\d\-tfnTFN.…'`“„‘\\][^,\]})({[\n"/]*(?=[,\]])/y;

function wordsEnd(cursor: Cursor, start: number): number | undefined {
  WORDS.lastIndex = start;
  return cursor.mode !== 'strict' && WORDS.test(cursor.text) ? WORDS.lastIndex : undefined;
}

/** Whether what looks like a number or literal is the beginning of more, such as `1,000` or `30 apples`. */
function goesOn({ text, isFinal }: Cursor, end: number, holder: Surroundings['holder']): boolean {
  const next = spaceEnd(text, end);
  const sign = text[next];
  if (sign === undefined) return !isFinal;
  if (sign === ',') return holder === 'record' && /\d/.test(text[next + 1] ?? '');
  return sign !== ']' && sign !== '}';
}

/**
 * Text without quotes that is being read: a number, a literal, words.
 *
 * In a list it ends at a comma or a line break. In a record commas and line breaks belong to it until a new member or the
 * end of the record follows them. Brackets that it opens it also closes.
 */
export class BareToken {
  #nesting = '';
  #mayNest = true;
  readonly #start: number;
  #at: number;

  constructor(
    readonly node: BareNode,
    private readonly cursor: Cursor,
    private readonly around: Surroundings,
  ) {
    this.#start = cursor.offset;
    this.#at = cursor.position;
  }

  /** Where it begins in the text at hand. */
  get start(): number {
    return this.#start - this.cursor.base;
  }

  /** Reads on. @returns whether the end was found; else there must be more text. */
  advance(): boolean {
    const { cursor } = this;
    if (this.#readScalar()) return true;
    if (cursor.mode === 'strict') return this.#failed();
    const resumed = this.#at;
    for (this.#at = Math.max(resumed, this.start); this.#at < cursor.text.length; this.#at++) {
      const answer = this.#endsAt(this.#at);
      if (answer === 'yes') return this.#close();
      if (answer === 'unknown') return this.#pause();
    }
    if (!cursor.isFinal) return this.#pause();
    if (this.#nesting !== '' && this.#unnest()) return this.advance();
    return this.#close();
  }

  /** Where the text at hand was let go of: places move with it. */
  shift(dropped: number): void {
    this.#at -= dropped;
  }

  #failed(): true {
    this.cursor.hasFailed = true;
    return true;
  }

  #readScalar(): boolean {
    const end = scalarEnd(this.cursor, this.start, this.around.holder);
    if (end === undefined) return false;
    this.#at = end;
    return this.#close();
  }

  #endsAt(at: number): Answer {
    const { cursor } = this;
    const sign = cursor.text[at] ?? '';
    if (this.#mayNest && Object.hasOwn(PAIRS, sign) && this.#nesting.length < MOST_NESTING) {
      this.#nesting += PAIRS[sign] ?? '';
      return 'no';
    }
    if (this.#nesting !== '') return this.#endsWithin(sign);
    switch (sign) {
      case ']':
      case '}':
        return 'yes';
      case ')':
        return this.around.holder === 'tuple' ? 'yes' : 'no';
      case ',':
        return this.around.holder === 'record' ? startsMember(cursor, at + 1) : 'yes';
      case '\n':
        return this.#endsAtLine(at);
      case '/':
        return this.#startsComment(at) ? 'yes' : 'no';
      case '"':
        return this.#endsAtQuote(at);
      default:
        return isSpace(sign.charCodeAt(0)) ? this.#endsAtSpace(at) : 'no';
    }
  }

  #endsWithin(sign: string): Answer {
    if (!')]}'.includes(sign)) return 'no';
    if (this.#nesting.endsWith(sign)) this.#nesting = this.#nesting.slice(0, -1);
    else this.#unnest();
    return 'no';
  }

  /** Brackets that do not match are just characters: the text is read again without regard for them. */
  #unnest(): boolean {
    if (!this.cursor.spend(this.#at - this.start)) return false;
    this.#mayNest = false;
    this.#nesting = '';
    this.#at = this.start - 1;
    return true;
  }

  #endsAtLine(at: number): Answer {
    const { cursor } = this;
    const next = spaceEnd(cursor.text, at);
    if (cursor.text.startsWith('```', next)) return 'yes';
    if (this.around.holder !== 'record')
      return cursor.text.slice(this.start, at).trim() === '' ? 'no' : 'yes';
    return startsMember(cursor, at + 1, true);
  }

  #startsComment(at: number): boolean {
    const { text } = this.cursor;
    if (text[at + 1] === '*') return at > this.start;
    return text[at + 1] === '/' && at > this.start && isSpace(text.charCodeAt(at - 1));
  }

  #endsAtQuote(at: number): Answer {
    const { cursor, around } = this;
    if (at === this.start || !isSpace(cursor.text.charCodeAt(at - 1))) return 'no';
    if (around.holder === 'record') return startsQuotedKey(cursor, at);
    return this.#isScalarSoFar(at) ? 'yes' : 'no';
  }

  #endsAtSpace(at: number): Answer {
    if (this.around.holder === 'record' || at === this.start) return 'no';
    return this.#isScalarSoFar(at) && startsScalar(this.cursor, at) ? 'yes' : 'no';
  }

  #isScalarSoFar(at: number): boolean {
    const length = at - this.start;
    return length < 40 && /^\s*(?:-?\d[\d.eE+-]*|true|false|null|True|False|None)\s*$/.test(this.#slice(at));
  }

  #slice(end: number): string {
    return this.cursor.text.slice(this.start, end);
  }

  /** What is shown while more is to come stops before anything that may not belong to it. */
  #pause(): false {
    this.node.text = this.#slice(this.#at).trim();
    return false;
  }

  #close(): true {
    const { cursor, node } = this;
    const text = this.#slice(this.#at).trim();
    const isHalfQuoted = text.endsWith('"') && text.indexOf('"') === text.length - 1;
    node.text = isHalfQuoted ? text.slice(0, -1) : text;
    if (isHalfQuoted) cursor.mend(node, 'an opening quote was missing');
    cursor.position = Math.max(this.#at, this.start + 1);
    node.end = cursor.offset;
    node.isOpen = cursor.position >= cursor.text.length;
    return true;
  }
}
