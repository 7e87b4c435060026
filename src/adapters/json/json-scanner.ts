/** What a scanner finds in the text of one JSON object, member by member. */
export interface JsonSink {
  /** A member begins. `isText` when its value is a string. */
  begin(key: string, isText: boolean): void;
  /** A piece of the value: of a string what it means, of anything else the JSON as it stands. */
  piece(text: string): void;
  /** The value is whole. */
  finish(): void;
}

type State = 'seek' | 'key' | 'in-key' | 'colon' | 'value' | 'text' | 'raw' | 'comma' | 'done' | 'lost';

const SPACE = /\s/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Goes through the text of a JSON object as it comes, cut anywhere, and tells its members. Prose and a code fence before the
 * object are passed over. At anything that is not strict JSON it gives up and stays silent: the whole text is read by others.
 */
export class JsonScanner {
  readonly #sink: JsonSink;
  #state: State = 'seek';
  #key: string[] = [];
  /** An escape that is not whole: the backslash and what has come behind it. */
  #escape = '';
  /** A first half of a pair of surrogates, written as an escape or cut off. */
  #half = '';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  push(text: string): void {
    for (let at = 0; at < text.length && this.#state !== 'done' && this.#state !== 'lost';) {
      at = this.#step(text, at);
    }
  }

  /** Reads on from a place; gives the next one. */
  #step(text: string, at: number): number {
    switch (this.#state) {
      case 'text':
      case 'in-key':
        return this.#string(text, at);
      case 'raw':
        return this.#raw(text, at);
      default:
        // The sign that begins a value which is no string belongs to the value.
        return this.#sign(text[at] as string) === 'raw' ? at : at + 1;
    }
  }

  /** A sign between the members; gives the state it leads to. */
  #sign(sign: string): State {
    if (this.#state === 'seek' || !SPACE.test(sign)) this.#state = this.#after(sign);
    return this.#state;
  }

  #after(sign: string): State {
    switch (this.#state) {
      case 'seek':
        return sign === '{' ? 'key' : sign === '[' ? 'lost' : 'seek';
      case 'key':
        this.#key = [];
        return sign === '"' ? 'in-key' : sign === '}' ? 'done' : 'lost';
      case 'colon':
        return sign === ':' ? 'value' : 'lost';
      case 'value':
        this.#sink.begin(this.#key.join(''), sign === '"');
        this.#depth = 0;
        return sign === '"' ? 'text' : 'raw';
      case 'comma':
        return sign === ',' ? 'key' : sign === '}' ? 'done' : 'lost';
      default:
        return this.#state;
    }
  }

  /** A run of a string up to an escape, its end, or the end of the piece. */
  #string(text: string, at: number): number {
    if (this.#escape !== '') return this.#continueEscape(text, at);
    let end = at;
    while (end < text.length && !'"\\'.includes(text[end] as string) && (text[end] as string) >= ' ') end++;
    this.#emit(text.slice(at, end));
    const sign = text[end];
    if (sign === undefined) return end;
    if (sign === '\\') this.#escape = sign;
    else if (sign === '"') this.#endString();
    else this.#state = 'lost';
    return end + 1;
  }

  #continueEscape(text: string, at: number): number {
    this.#escape += text[at];
    const kind = this.#escape[1] as string;
    if (kind === 'u') {
      if (this.#escape.length < 6) return at + 1;
      const code = /^[\da-f]{4}$/i.exec(this.#escape.slice(2))?.[0];
      if (code === undefined) this.#state = 'lost';
      else this.#emit(String.fromCharCode(Number.parseInt(code, 16)));
    } else if ('"\\/bfnrt'.includes(kind)) this.#emit(ESCAPES[kind] ?? kind);
    else this.#state = 'lost';
    this.#escape = '';
    return at + 1;
  }

  #emit(text: string): void {
    if (text === '') return;
    if (this.#state === 'in-key') {
      this.#key.push(text);
      return;
    }
    const whole = this.#half + text;
    const last = whole.charCodeAt(whole.length - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    this.#half = isHalf ? whole.slice(-1) : '';
    const shown = isHalf ? whole.slice(0, -1) : whole;
    if (shown !== '') this.#sink.piece(shown);
  }

  #endString(): void {
    if (this.#state === 'in-key') {
      this.#state = 'colon';
      return;
    }
    if (this.#half !== '') this.#sink.piece(this.#half);
    this.#half = '';
    this.#sink.finish();
    this.#state = 'comma';
  }

  /** A value that is no string, up to the comma or bracket behind it. */
  #raw(text: string, at: number): number {
    let end = at;
    for (; end < text.length; end++) {
      const sign = text[end] as string;
      if (this.#isInString) this.#inString(sign);
      else if (sign === '"') this.#isInString = true;
      else if (sign === '{' || sign === '[') this.#depth++;
      else if (this.#depth === 0 && (sign === ',' || sign === '}' || sign === ']')) break;
      else if (sign === '}' || sign === ']') this.#depth--;
    }
    if (end > at) this.#sink.piece(text.slice(at, end));
    if (end < text.length) {
      this.#sink.finish();
      this.#state = 'comma';
    }
    return end;
  }

  #inString(sign: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (sign === '\\') this.#isEscaped = true;
    else if (sign === '"') this.#isInString = false;
  }
}
