import { JsonSyntaxError } from './saving-errors';

/** Deeper nesting is refused, so that neither reading nor later walking it can exhaust the stack. */
const DEEPEST = 500;

/**
 * Reads JSON without losing digits: an integer that a `number` cannot hold exactly becomes a `bigint`.
 *
 * A key called `__proto__` is an own property like any other. Time is linear in the text.
 *
 * @throws {@link JsonSyntaxError} with the line and column; also for NaN and Infinity, which are not JSON.
 */
export function parseJson(text: string): unknown {
  const reader = new JsonReader(text);
  return reader.document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\r\n]*/y;

class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  document(): unknown {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('the end of the text');
    return value;
  }

  #value(depth: number): unknown {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#items('}', depth, () => {
      if (this.#text[this.#at] !== '"') this.#fail('a key in double quotes');
      const key = this.#string();
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') this.#fail('a colon');
      this.#at++;
      const value = this.#value(depth + 1);
      if (key !== '__proto__') object[key] = value;
      else define(object, key, value);
    });
    return object;
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#items(']', depth, () => array.push(this.#value(depth + 1)));
    return array;
  }

  /** What stands between the brackets, separated by commas. */
  #items(close: string, depth: number, readItem: () => void): void {
    if (depth >= DEEPEST) this.#fail(`at most ${DEEPEST} levels of nesting`);
    this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      readItem();
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== close) this.#fail(`a comma or "${close}"`);
      this.#at++;
      if (next === close) return;
      this.#skipSpace();
    }
  }

  #string(): string {
    const start = this.#at++;
    for (;;) {
      PLAIN_TEXT.lastIndex = this.#at;
      PLAIN_TEXT.test(this.#text);
      this.#at = PLAIN_TEXT.lastIndex;
      const stop = this.#text[this.#at];
      if (stop === '"') break;
      if (stop !== '\\')
        this.#fail('the closing quote of a string; control characters are written as \\n, \\u0000, …');
      this.#at += 2;
    }
    const end = ++this.#at;
    try {
      return JSON.parse(this.#text.slice(start, end)) as string;
    } catch {
      this.#at = start;
      return this.#fail('a string whose escapes are valid');
    }
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) return this.#fail('a value');
    const [digits, fraction, exponent] = match;
    this.#at = NUMBER.lastIndex;
    const value = Number(digits);
    if (!Number.isFinite(value)) this.#fail('a number below 1e309');
    const isInteger = fraction === undefined && exponent === undefined;
    return isInteger && !Number.isSafeInteger(value) ? BigInt(digits) : value;
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('a value');
    this.#at += word.length;
    return value;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #fail(expected: string): never {
    const before = this.#text.slice(0, this.#at);
    const lineStart = before.lastIndexOf('\n') + 1;
    const lineEnd = this.#text.indexOf('\n', this.#at);
    const line = before.split('\n').length;
    const lineText = this.#text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    throw new JsonSyntaxError({ line, column: this.#at - lineStart + 1 }, expected, lineText);
  }
}

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
