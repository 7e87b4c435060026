import { blankEnd, closersOf, mayBeBlank } from './characters';
import { BareToken, scalarEnd } from './bare-token';
import { readBareKey } from './bare-key';
import { attach, closeAt, frameOf, lastValue, type Frame } from './frames';
import type { Cursor } from './cursor';
import { readQuotedKey } from './quoted-key';
import {
  mark,
  type BareNode,
  type ListNode,
  type RecordNode,
  type SourceNode,
  type TextNode,
} from './source-node';
import { StringToken } from './string-token';

/** Nesting beyond this is no answer but an attack. */
const MOST_DEPTH = 256;

/**
 * Reads JSON as people and models write it into a tree of nodes, each marked with what was mended in it. It keeps its own
 * stack, so that nesting costs no call stack, and it can stop where the text at hand ends and go on when there is more.
 */
export class Reader {
  /** The value, or as much of it as there is. */
  root: ListNode | RecordNode | undefined;
  /** Whether the end of the value was found, or there can be none. */
  isDone = false;
  /** Whether it is nested too deep to be read. */
  isTooDeep = false;
  readonly #stack: Frame[] = [];
  #token: StringToken | BareToken | undefined;

  /** @param cursor stands at the bracket that opens the value. */
  constructor(readonly cursor: Cursor) {
    this.#open(cursor.text[cursor.position] ?? '[');
  }

  /** Reads on, to the end of the value or of the text. */
  run(): void {
    while (!this.isDone && !this.cursor.hasFailed && this.#step());
    const { cursor } = this;
    if (!this.isDone && cursor.isFinal && !cursor.hasFailed)
      this.#end('the text ended inside brackets', 'truncated');
  }

  /** Takes more text and reads on. */
  feed(chunk: string): void {
    const { cursor } = this;
    const token = this.#token;
    if (token instanceof StringToken) token.flush();
    const { base } = cursor;
    const needed = token instanceof BareToken ? Math.min(token.start, cursor.position) : cursor.position;
    if (chunk !== '') cursor.feed(chunk, needed);
    if (token instanceof BareToken) token.shift(cursor.base - base);
    this.run();
    if (this.#token instanceof StringToken) this.#token.flush();
  }

  get #frame(): Frame | undefined {
    return this.#stack.at(-1);
  }

  /** One step. @returns false where more text must come first. */
  #step(): boolean {
    if (this.#token !== undefined) return this.#readToken(this.#token);
    const { cursor } = this;
    const frame = this.#frame;
    if (frame === undefined || cursor.position >= cursor.text.length) return false;
    if (mayBeBlank(cursor.text.charCodeAt(cursor.position))) {
      const at = blankEnd(cursor.text, cursor.position);
      if (at > cursor.position) this.#skip(at, frame.node);
      if (cursor.position >= cursor.text.length) return false;
    }
    if (frame.expects === 'separator') return this.#readSeparator(frame);
    if (frame.expects === 'value') return this.#readValue(frame);
    return frame.node.kind === 'record' ? this.#readKey(frame) : this.#readItem(frame);
  }

  #skip(at: number, node: SourceNode): void {
    const { cursor } = this;
    if (/[#/]/.test(cursor.text.slice(cursor.position, Math.min(at, cursor.position + 400))))
      cursor.mend(node, 'comments');
    cursor.position = at;
  }

  #readToken(token: StringToken | BareToken): boolean {
    if (!token.advance()) return false;
    this.#token = undefined;
    const frame = this.#frame;
    if (frame === undefined) return false;
    frame.expects = 'separator';
    const member = token instanceof StringToken ? token.member : undefined;
    if (member !== undefined) this.#setKey(frame, member.key, false);
    return true;
  }

  /** Between two values: a comma, the end, or a comma that is missing. */
  #readSeparator(frame: Frame): boolean {
    const { cursor } = this;
    const sign = cursor.text[cursor.position] ?? '';
    frame.expects = 'entry';
    frame.hasComma = false;
    if (sign === ',' || sign === ';') {
      if (sign === ';') cursor.mend(frame.node, 'semicolons for commas');
      cursor.position++;
      frame.hasComma = true;
      return true;
    }
    if (sign === '+') {
      const joined = this.#concatenate(frame);
      if (joined !== 'no') return joined === 'done';
      frame.expects = 'entry';
    }
    if (sign === ':' && frame.node.kind === 'list') return this.#openImplied(frame.node);
    if (!']})'.includes(sign)) cursor.mend(frame.node, 'a comma was missing');
    return true;
  }

  #concatenate(frame: Frame): 'no' | 'wait' | 'done' {
    const { cursor } = this;
    const last = lastValue(frame);
    const at = blankEnd(cursor.text, cursor.position + 1);
    frame.expects = 'separator';
    if (!cursor.isFinal) return 'wait';
    if (last?.kind !== 'text' || closersOf(cursor.text[at]) === undefined) return 'no';
    cursor.mend(frame.node, 'texts joined by +');
    cursor.position = at;
    const next: TextNode = {
      kind: 'text',
      text: '',
      start: cursor.offset,
      end: cursor.offset,
      isOpen: true,
      marks: undefined,
    };
    const token = new StringToken(next, cursor, frame.around);
    if (!token.advance()) return 'wait';
    last.text += next.text;
    last.end = next.end;
    if (token.member !== undefined) this.#setKey(frame, token.member.key, false);
    return 'done';
  }

  #readKey(frame: Frame): boolean {
    const { cursor } = this;
    const sign = cursor.text[cursor.position] ?? '';
    if (this.#readEnd(frame, sign)) return true;
    if (sign === '{' || sign === '[') return this.#strayOpener(frame, sign);
    const read = closersOf(sign) === undefined ? readBareKey(cursor) : readQuotedKey(cursor);
    if (read === 'unknown') return false;
    const isStray = read.key === undefined;
    if (read.mended !== undefined) cursor.mend(frame.node, read.mended, isStray ? 'found-in-text' : 'syntax');
    cursor.position = Math.max(read.end, cursor.position + 1);
    if (read.key === undefined) return true;
    return this.#afterKey(frame, read.key, closersOf(sign) !== undefined);
  }

  /** After a key: a colon, a value whose colon is missing, or no value at all. */
  #afterKey(frame: Frame, key: string, isQuoted: boolean): boolean {
    const { cursor } = this;
    const at = blankEnd(cursor.text, cursor.position);
    const sign = cursor.text[at];
    this.#setKey(frame, key, isQuoted);
    if (sign === ':' || sign === '=') {
      cursor.position = at + (cursor.text.startsWith('=>', at) ? 2 : 1);
      if (sign === '=') cursor.mend(frame.node, '= for a colon');
      return true;
    }
    cursor.mend(frame.node, 'a colon was missing');
    if (sign === undefined || ',}])'.includes(sign)) frame.expects = 'separator';
    return true;
  }

  #setKey(frame: Frame, key: string, isQuoted: boolean): void {
    if (frame.node.kind !== 'record') return;
    frame.node.members.push({ key, value: undefined, isQuoted });
    frame.expects = 'value';
  }

  #readItem(frame: Frame): boolean {
    const sign = this.cursor.text[this.cursor.position] ?? '';
    return this.#readEnd(frame, sign) || this.#readValue(frame);
  }

  /** What may stand where a member or an item would: the end, a comma too many, an ellipsis. */
  #readEnd(frame: Frame, sign: string): boolean {
    const { cursor } = this;
    if (']})'.includes(sign)) {
      if (frame.hasComma) cursor.mend(frame.node, 'a comma too many');
      return this.#applyClose(sign);
    }
    const isEllipsis = sign === '…' || (sign === '.' && cursor.text.startsWith('...', cursor.position));
    if (sign === ',' || isEllipsis) {
      cursor.mend(frame.node, sign === ',' ? 'a comma too many' : 'an ellipsis');
      cursor.position += isEllipsis && sign !== '…' ? 3 : 1;
      if (isEllipsis) frame.expects = 'separator';
      return true;
    }
    if (sign !== '`' || !cursor.text.startsWith('```', cursor.position)) return false;
    if (frame.node.kind === 'list' && (frame.hasComma || frame.node.items.length === 0)) return false;
    this.#end('a closing bracket was missing', 'syntax');
    return true;
  }

  #applyClose(sign: string): boolean {
    const { cursor } = this;
    const action = closeAt(cursor, this.#stack, sign);
    if (action !== 'close') cursor.mend(this.#frame?.node ?? this.#rootNode(), 'brackets that do not match');
    if (action === 'skip' || action === 'close' || action === 'take') cursor.position++;
    if (action !== 'skip') this.#pop();
    return true;
  }

  /** A bracket where a key should be: the next record of a list, or one bracket too many. */
  #strayOpener(frame: Frame, sign: string): boolean {
    const { cursor } = this;
    cursor.mend(frame.node, 'brackets that do not match');
    const below = this.#stack.at(-2);
    if (
      sign === '{' &&
      below?.node.kind === 'list' &&
      frame.node.kind === 'record' &&
      frame.node.members.length > 0
    ) {
      this.#pop();
      below.expects = 'entry';
    } else cursor.position++;
    return true;
  }

  #readValue(frame: Frame): boolean {
    const { cursor } = this;
    const sign = cursor.text[cursor.position] ?? '';
    if (frame.node.kind === 'record' && ',}]'.includes(sign)) {
      cursor.mend(frame.node, 'a value was missing');
      frame.expects = 'separator';
      return true;
    }
    if ('{[('.includes(sign)) return this.#open(sign);
    const end = scalarEnd(cursor, cursor.position, frame.around.holder);
    if (end !== undefined) return this.#takeScalar(frame, end);
    const start = cursor.offset;
    const node: TextNode | BareNode =
      closersOf(sign) === undefined
        ? { kind: 'bare', text: '', start, end: start, isOpen: true, marks: undefined }
        : { kind: 'text', text: '', start, end: start, isOpen: true, marks: undefined };
    attach(frame, node);
    this.#token =
      node.kind === 'text'
        ? new StringToken(node, cursor, frame.around)
        : new BareToken(node, cursor, frame.around);
    return true;
  }

  #takeScalar(frame: Frame, end: number): true {
    const { cursor } = this;
    const [start, text] = [cursor.offset, cursor.text.slice(cursor.position, end).trim()];
    cursor.position = end;
    attach(frame, { kind: 'bare', text, start, end: cursor.offset, isOpen: false, marks: undefined });
    frame.expects = 'separator';
    return true;
  }

  #open(sign: string): boolean {
    const { cursor } = this;
    if (this.#stack.length >= MOST_DEPTH) {
      this.isTooDeep = this.isDone = true;
      return true;
    }
    const base = {
      start: cursor.offset,
      end: cursor.offset,
      isOpen: true,
      marks: undefined,
      source: cursor.source,
    };
    const node: ListNode | RecordNode =
      sign === '{' ? { kind: 'record', members: [], ...base } : { kind: 'list', items: [], ...base };
    cursor.position++;
    this.#push(node, sign === '(');
    if (sign === '(') cursor.mend(node, 'round brackets for a list');
    return true;
  }

  #push(node: ListNode | RecordNode, isTuple: boolean): void {
    const frame = this.#frame;
    if (frame === undefined) this.root = node;
    else attach(frame, node);
    this.#stack.push(frameOf(node, isTuple, frame));
  }

  /** `["key": "value"]`: the braces of the record are missing. */
  #openImplied(list: ListNode): boolean {
    const { cursor } = this;
    const key = list.items.pop();
    cursor.position++;
    if (key?.kind !== 'text' && key?.kind !== 'bare') return true;
    cursor.mend(list, 'braces were missing');
    const base = { start: key.start, end: key.end, isOpen: true, marks: undefined, source: cursor.source };
    this.#push({ kind: 'record', members: [], ...base }, false);
    const frame = this.#frame;
    if (frame !== undefined) this.#setKey(frame, key.text, true);
    return true;
  }

  #pop(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    frame.node.end = this.cursor.offset;
    frame.node.isOpen = false;
    const below = this.#frame;
    if (below === undefined) this.isDone = true;
    else below.expects = 'separator';
  }

  /** Ends all that is open. */
  #end(message: string, kind: 'truncated' | 'syntax'): void {
    const { cursor } = this;
    for (const { node } of this.#stack) {
      node.end = cursor.offset;
      node.isOpen = kind === 'truncated';
    }
    this.#stack.length = 0;
    mark(this.#rootNode(), kind, message);
    if (cursor.mode === 'strict') cursor.hasFailed = true;
    this.isDone = true;
  }

  #rootNode(): SourceNode {
    if (this.root === undefined) throw new TypeError('A reader begins at a bracket.');
    return this.root;
  }
}
