import type { RepairKind } from './repair';

/** What was read at one place of a text. */
export interface LenientRead {
  readonly value: unknown;
  /** Where the value ends. */
  readonly end: number;
  /** What had to be mended in its syntax. */
  readonly kinds: ReadonlySet<RepairKind>;
}

/** Nesting beyond this is no answer but an attack on the stack. */
const MAX_DEPTH = 200;

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’' };
const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
  undefined: null,
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /\s/;

/**
 * Reads JSON as people and models write it: single or missing quotes, comments, missing or surplus commas, Python's
 * literals, brackets that are never closed. One pass, linear in the length of the text.
 *
 * @param start where the value begins.
 * @returns undefined where there is no value.
 */
export function readLenientJson(text: string, start: number): LenientRead | undefined {
  const reader = new Reader(text, start);
  const read = reader.value(0);
  return read === NOTHING ? undefined : { value: read, end: reader.position, kinds: reader.kinds };
}

const NOTHING = Symbol('nothing');

class Reader {
  readonly kinds = new Set<RepairKind>();

  constructor(
    private readonly text: string,
    public position: number,
  ) {}

  value(depth: number): unknown {
    this.#skip();
    const sign = this.text[this.position];
    if (sign === undefined || depth > MAX_DEPTH) return NOTHING;
    if (sign === '{') return this.#object(depth);
    if (sign === '[') return this.#array(depth);
    if (Object.hasOwn(QUOTES, sign)) return this.#string(sign);
    return this.#number() ?? this.#word();
  }

  #object(depth: number): unknown {
    const object: Record<string, unknown> = {};
    this.position++;
    for (;;) {
      this.#skip();
      const sign = this.text[this.position];
      if (sign === undefined) return this.#cut(object);
      if (sign === '}' || sign === ']') return this.#close(sign === '}', object);
      if (sign === ',') {
        this.#mend();
        continue;
      }
      const key = this.#key();
      if (key === undefined) return this.position >= this.text.length ? this.#cut(object) : NOTHING;
      this.#skip();
      if (this.text[this.position] !== ':' && this.text[this.position] !== '=') {
        return this.position >= this.text.length ? this.#cut(object) : NOTHING;
      }
      if (this.text[this.position] === '=') this.kinds.add('syntax');
      this.position++;
      const member = this.value(depth + 1);
      if (member === NOTHING) return this.position >= this.text.length ? this.#cut(object) : NOTHING;
      Object.defineProperty(object, key, {
        value: member,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      this.#separator('}');
    }
  }

  #array(depth: number): unknown {
    const items: unknown[] = [];
    this.position++;
    for (;;) {
      this.#skip();
      const sign = this.text[this.position];
      if (sign === undefined) return this.#cut(items);
      if (sign === ']' || sign === '}') return this.#close(sign === ']', items);
      if (sign === ',') {
        this.#mend();
        continue;
      }
      const item = this.value(depth + 1);
      if (item === NOTHING) return this.position >= this.text.length ? this.#cut(items) : NOTHING;
      items.push(item);
      this.#separator(']');
    }
  }

  /** After a member: a comma, or the end; a comma before the end is one too many. */
  #separator(end: string): void {
    this.#skip();
    if (this.text[this.position] === ',') {
      this.position++;
      this.#skip();
      if (this.text[this.position] === end) this.kinds.add('syntax');
      return;
    }
    if (this.position < this.text.length && this.text[this.position] !== end) this.kinds.add('syntax');
  }

  #mend(): void {
    this.kinds.add('syntax');
    this.position++;
  }

  #close<Value>(fits: boolean, value: Value): Value {
    if (fits) this.position++;
    else this.kinds.add('syntax');
    return value;
  }

  #cut<Value>(value: Value): Value {
    this.kinds.add('truncated');
    return value;
  }

  #key(): string | undefined {
    const sign = this.text[this.position] ?? '';
    if (Object.hasOwn(QUOTES, sign)) return this.#string(sign);
    const start = this.position;
    while (this.position < this.text.length && /[\p{L}\p{N}_$\-.]/u.test(this.text[this.position] ?? ''))
      this.position++;
    if (this.position === start) return undefined;
    this.kinds.add('syntax');
    return this.text.slice(start, this.position);
  }

  #string(open: string): string {
    const close = QUOTES[open] ?? open;
    if (open !== '"') this.kinds.add('syntax');
    const parts: string[] = [];
    let from = ++this.position;
    for (;;) {
      const sign = this.text[this.position];
      if (sign === undefined) {
        parts.push(this.text.slice(from));
        return this.#cut(parts.join(''));
      }
      if (sign === close && this.#closesHere()) break;
      if (sign === '\\') {
        parts.push(this.text.slice(from, this.position), this.#escape());
        from = this.position;
      } else {
        if (sign < ' ' || sign === close) this.kinds.add('syntax');
        this.position++;
      }
    }
    parts.push(this.text.slice(from, this.position++));
    return parts.join('');
  }

  /** A quote inside a text that nobody escaped is followed by more text, not by what may follow a string. */
  #closesHere(): boolean {
    let next = this.position + 1;
    const limit = Math.min(this.text.length, next + 200);
    while (next < limit && SPACE.test(this.text[next] ?? '')) next++;
    const after = this.text[next];
    return (
      after === undefined ||
      ',:}]=/#'.includes(after) ||
      this.text.slice(this.position + 1, next).includes('\n')
    );
  }

  #escape(): string {
    const sign = this.text[this.position + 1] ?? '';
    if (sign === 'u') {
      const code = /^[\da-fA-F]{4}/.exec(this.text.slice(this.position + 2, this.position + 6));
      if (code !== null) {
        this.position += 6;
        return String.fromCharCode(Number.parseInt(code[0], 16));
      }
    }
    this.position += 2;
    if (!'"\\/bfnrt'.includes(sign)) this.kinds.add('syntax');
    return ESCAPES[sign] ?? sign;
  }

  #number(): number | bigint | undefined {
    NUMBER.lastIndex = this.position;
    const match = NUMBER.exec(this.text)?.[0];
    if (match === undefined || match === '') return undefined;
    const after = this.text[this.position + match.length];
    if (after !== undefined && !/[\s,}\]:/#]/.test(after)) return undefined;
    this.position += match.length;
    const number = Number(match);
    return /^-?\d+$/.test(match) && !Number.isSafeInteger(number) ? BigInt(match) : number;
  }

  /** Text without quotes, up to where the member ends. */
  #word(): unknown {
    const start = this.position;
    while (this.position < this.text.length && !/[,}\]\n]/.test(this.text[this.position] ?? ''))
      this.position++;
    const word = this.text.slice(start, this.position).trim();
    if (word === '') return NOTHING;
    if (!['true', 'false', 'null'].includes(word)) this.kinds.add('syntax');
    return Object.hasOwn(WORDS, word) ? WORDS[word] : word;
  }

  #skip(): void {
    for (;;) {
      const sign = this.text[this.position];
      if (sign !== undefined && SPACE.test(sign)) this.position++;
      else if (sign === '#' || this.text.startsWith('//', this.position)) this.#skipTo('\n');
      else if (this.text.startsWith('/*', this.position)) this.#skipTo('*/');
      else return;
    }
  }

  #skipTo(end: string): void {
    this.kinds.add('syntax');
    const found = this.text.indexOf(end, this.position);
    this.position = found < 0 ? this.text.length : found + end.length;
  }
}
