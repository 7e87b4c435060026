import { closersOf, isWordCharacter, spaceStart } from './characters';
import { closesText, opensNext } from './closing';
import type { Cursor } from './cursor';
import { escapeAt } from './escapes';
import type { TextNode } from './source-node';
import type { Surroundings } from './surroundings';
import { bareMemberWithin, withoutClosers, type BareMember } from './unclosed';

/** Where a text could have ended, should no better end be found. */
interface Fallback {
  readonly position: number;
  readonly text: string;
  readonly from: number;
}

/** Parts are put together once they are this many. */
const MOST_PARTS = 2000;

/** As much of the end of an unfinished text as can belong behind it: half a character, a comma. */
const UNSURE = /(?:[\uD800-\uDBFF]|,\s*)$/;
const KEPT = 64;

/**
 * A text in quotes that is being read. It can stop where the text at hand ends and go on when there is more.
 *
 * A quote that nobody escaped is the end of the text only if what follows may follow a text there: a comma and a new
 * member, a bracket that closes, a colon. Otherwise it is part of the text, or it opens the next text because this one
 * lacks its closing quote.
 */
export class StringToken {
  /** The member whose key was found in this text, because its closing quote was missing. */
  member: BareMember | undefined;
  #text = '';
  /** What was read since the text was last put together. */
  #parts: string[] = [];
  /** The end of what was read that may not belong to the text: not shown yet. */
  #held = '';
  #closers = '"';
  /** Empty until it is known. */
  #delimiter = '';
  #start = 0;
  #from = 0;
  /** How many brackets of JSON that was put into this text without escapes are open. */
  #inner = 0;
  #fallback: Fallback | undefined;

  constructor(
    readonly node: TextNode,
    private readonly cursor: Cursor,
    private readonly around: Surroundings,
  ) {}

  /** Reads on. @returns whether the end was found; else there must be more text. */
  advance(): boolean {
    const { cursor } = this;
    if (this.#delimiter === '' && !this.#begin()) return false;
    this.#from = cursor.position;
    for (;;) {
      const at = this.#nextSign();
      cursor.position = at;
      if (at >= cursor.text.length) return this.#atEnd();
      const sign = cursor.text[at] ?? '';
      if (sign === '\\' && this.#delimiter !== '```') {
        if (!this.#readEscape()) return this.#atEnd(at);
      } else if (this.#closers.includes(sign)) {
        const isDone = this.#atQuote(at);
        if (isDone !== undefined) return isDone;
      } else this.#atOther(sign);
    }
  }

  /** Keeps what was read so far, so that the text at hand can be let go of. */
  flush(): void {
    if (this.#delimiter === '') return;
    const piece =
      this.#held + this.#parts.join('') + this.cursor.text.slice(this.#from, this.cursor.position);
    this.#parts = [];
    this.#from = this.cursor.position;
    this.#held = UNSURE.exec(piece.slice(-KEPT))?.[0] ?? '';
    this.#text += piece.slice(0, piece.length - this.#held.length);
    this.node.text = this.#text;
  }

  /** All that was read so far. */
  #join(): string {
    if (this.#held !== '' || this.#parts.length > 0) this.#text += this.#held + this.#parts.join('');
    this.#held = '';
    this.#parts = [];
    return this.#text;
  }

  /** @returns false where the text at hand ends before it is known how many quotes open this text. */
  #begin(): boolean {
    const { cursor, node } = this;
    const { text, position } = cursor;
    const opener = text[position] ?? '"';
    const isShort = position + 2 >= text.length && (text[position + 1] ?? opener) === opener;
    if (!cursor.isFinal && isShort) return false;
    this.#closers = closersOf(opener) ?? opener;
    this.#delimiter = delimiterAt(text, position);
    if (this.#delimiter !== '"') cursor.mend(node, 'quotes other than "');
    cursor.position += this.#delimiter.length;
    this.#start = cursor.offset;
    return true;
  }

  #nextSign(): number {
    const { text } = this.cursor;
    const closer = this.#closers.length === 1 ? this.#closers.charCodeAt(0) : -1;
    let at = this.cursor.position;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === closer || code === 92 || code < 32) break;
      if (closer < 0 && this.#closers.includes(text[at] ?? '')) break;
      if (this.#inner > 0 && (code === 123 || code === 125 || code === 91 || code === 93)) break;
    }
    return at;
  }

  #atOther(sign: string): void {
    if ('{['.includes(sign)) this.#inner++;
    else if ('}]'.includes(sign)) this.#inner--;
    else if (sign < ' ') this.cursor.mend(this.node, 'a line break or control character inside a text');
    this.cursor.position++;
  }

  #readEscape(): boolean {
    const { cursor } = this;
    const escape = escapeAt(cursor.text, cursor.position);
    if (escape === undefined) return false;
    this.#parts.push(cursor.text.slice(this.#from, cursor.position), escape.text);
    if (this.#parts.length > MOST_PARTS) this.#join();
    if (!escape.isKnown) cursor.mend(this.node, 'an escape that JSON does not know');
    cursor.position += escape.length;
    this.#from = cursor.position;
    return true;
  }

  /** @returns whether the text ends here and that is known; undefined to read on. */
  #atQuote(at: number): boolean | undefined {
    const { cursor, around } = this;
    if (this.#delimiter.length > 1 && !cursor.text.startsWith(this.#delimiter, at)) {
      if (!cursor.isFinal && at + this.#delimiter.length > cursor.text.length) return false;
      cursor.position++;
      return undefined;
    }
    if (cursor.mode === 'strict') return this.#close(at, at + 1);
    const end = at + this.#delimiter.length;
    if (!cursor.budget.isLeft)
      return endsPlainly(cursor.text, end) ? this.#close(at, end) : this.#passQuote(end);
    const answer = this.#inner > 0 ? 'no' : closesText(cursor, end, around);
    if (answer === 'yes') return this.#close(at, end);
    if (answer === 'unknown') return false;
    return this.#inner > 0 ? this.#passQuote(end) : this.#notClosing(at, end);
  }

  #notClosing(at: number, end: number): boolean | undefined {
    const { cursor, around } = this;
    const from = Math.max(0, this.#start - cursor.base);
    const next = opensNext(cursor, { from, at, holder: around.holder });
    if (next === 'unknown') return false;
    if (next === 'yes') {
      cursor.mend(this.node, 'a closing quote was missing');
      return this.#close(at, at, /\s*,?\s*$/);
    }
    const before = spaceStart(cursor.text, at, from);
    const isValue = cursor.text[before - 1] === ':';
    const near = isValue ? cursor.text.slice(Math.max(from, at - 100), at) : '';
    const member = isValue ? bareMemberWithin(near, cursor.keys, true) : undefined;
    if (member !== undefined && around.holder === 'record') {
      this.member = member;
      cursor.mend(this.node, 'a closing quote was missing');
      this.#close(at - member.length, at);
      return true;
    }
    this.#inner = before > from ? openersBefore(cursor.text, before, from) : 0;
    const after = cursor.text[spaceStartAfter(cursor.text, end)];
    if (after !== undefined && ',:}]'.includes(after))
      this.#fallback ??= { position: at, text: this.#join(), from: this.#from };
    return this.#passQuote(end);
  }

  #passQuote(end: number): undefined {
    this.cursor.mend(this.node, 'a quote inside a text was not escaped');
    this.cursor.position = end;
    return undefined;
  }

  #close(at: number, position: number, surplus?: RegExp): true {
    const { cursor, node } = this;
    const text = this.#join() + cursor.text.slice(this.#from, at);
    node.text =
      this.#delimiter === '```' ? fencedText(text) : surplus === undefined ? text : text.replace(surplus, '');
    cursor.position = position;
    node.end = cursor.offset;
    node.isOpen = false;
    return true;
  }

  /** The text at hand ends before this text does, perhaps within an escape. */
  #atEnd(end = this.cursor.text.length): boolean {
    const { cursor, node, around } = this;
    if (!cursor.isFinal) return false;
    const text = this.#join() + cursor.text.slice(this.#from, end);
    const member =
      around.holder === 'record' && cursor.spend(text.length)
        ? bareMemberWithin(text, cursor.keys, false)
        : undefined;
    if (member !== undefined) return this.#cutAt(text, member);
    const back = this.#fallback;
    if (back !== undefined && this.#inner > 0 && cursor.spend(cursor.text.length - back.position)) {
      this.#text = back.text;
      this.#parts = [];
      this.#from = back.from;
      return this.#close(back.position, back.position + this.#delimiter.length);
    }
    const whole = withoutClosers(text, around.depth);
    node.text = this.#delimiter === '```' ? fencedText(whole) : whole;
    if (whole.length < text.length) cursor.mend(node, 'a closing quote was missing');
    else cursor.mend(node, 'the text ended inside quotes', 'truncated');
    cursor.position = cursor.text.length;
    node.end = cursor.offset;
    node.isOpen = whole.length === text.length;
    return true;
  }

  #cutAt(text: string, member: BareMember): true {
    const { cursor, node } = this;
    cursor.mend(node, 'a closing quote was missing');
    node.text = text.slice(0, text.length - member.length);
    this.member = member;
    cursor.position = cursor.text.length - member.length + member.valueAt;
    node.end = cursor.offset;
    node.isOpen = false;
    return true;
  }
}

/** The quotes that open a text here: one, two that people doubled, or three. */
function delimiterAt(text: string, at: number): string {
  const opener = text[at] ?? '"';
  if (!'"\'`'.includes(opener)) return opener;
  if (text.startsWith(opener.repeat(3), at)) return opener.repeat(3);
  return text[at + 1] === opener && isWordCharacter(text[at + 2]) ? opener.repeat(2) : opener;
}

/** How many brackets are opened right before a place, with nothing but white space between. */
function openersBefore(text: string, before: number, from: number): number {
  let count = 0;
  let at = before;
  while (at > from && count < 8 && '{['.includes(text[at - 1] ?? ' ')) {
    count++;
    at = spaceStart(text, at - 1, from);
  }
  return count;
}

/** Whether a comma, a colon, a closing bracket or the end of the text follows at once. */
function endsPlainly(text: string, end: number): boolean {
  const sign = text[text[end] === ' ' ? end + 1 : end];
  return sign === undefined || sign === ',' || sign === ':' || sign === '}' || sign === ']';
}

function spaceStartAfter(text: string, at: number): number {
  let position = at;
  while (position < text.length && position < at + 64 && (text[position] ?? '') <= ' ') position++;
  return position;
}

/** The content of a code block: without the name of the language and the line breaks around it. */
function fencedText(text: string): string {
  return text.replace(/^[\w+#.-]*[ \t]*\r?\n/, '').replace(/\r?\n[ \t]*$/, '');
}
