import type { JsonSchema } from '../../types';
import { assertKnownOptions } from '../../util';
import { Fitter } from './fit/fitter';
import { MISFIT, WITHHELD } from './fit/fitting';
import { kindsOf } from './fit/schema-shape';
import { Cursor, LookaheadBudget } from './reader/cursor';
import { knownKeysOf } from './reader/known-keys';
import { Reader } from './reader/reader';
import type { SourceText } from './reader/source-node';
import { answerStart, mayBeReasoning } from './reply/reasoning';

/** What a {@link PartialParser} reads. */
export interface PartialParserOptions {
  /** The JSON Schema of the value; see `parseValue`. */
  readonly schema: JsonSchema;
}

/** Values that do not fit are passed over up to this many. */
const MOST_TRIES = 300;

/**
 * Reads a value out of a reply while it arrives. Each value is a beginning of the next: texts and lists only get longer and
 * objects only get more members. Reading goes on where it stopped, so that a long reply costs no more than its length,
 * however it is cut.
 *
 * The value of the reply once it is whole is what `parseValue` makes of it, which may then mend what could not be known
 * before.
 */
export class PartialParser {
  readonly #schema: JsonSchema;
  readonly #fitter: Fitter;
  readonly #chunks: string[] = [];
  readonly #source: SourceText;
  /** Text in which no value has begun. */
  #pending = '';
  #hasAnswer = false;
  readonly #budget = new LookaheadBudget();
  #length = 0;
  #tries = 0;
  #reader: Reader | undefined;
  #value: unknown = null;

  constructor(options: PartialParserOptions) {
    assertKnownOptions(options, ['schema'], 'new PartialParser(...)');
    this.#schema = options.schema;
    this.#fitter = new Fitter(options.schema, { isPartial: true });
    this.#source = { slice: (start, end) => this.#text().slice(start, end) };
  }

  /** The value so far; null while there is none. Not to be changed: later values share its parts. */
  get value(): unknown {
    return this.#value;
  }

  /** Takes the next piece of the reply. @returns the value so far; null while there is none. */
  push(chunk: string): unknown {
    if (chunk === '') return this.#value;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    this.#budget.grow(chunk.length);
    const { text, scalar, list, record, any } = kindsOf(this.#schema);
    if (!list && !record && !any) {
      if (text && !scalar) this.#value = this.#plainText();
      return this.#value;
    }
    if (this.#reader === undefined) this.#begin(chunk, text);
    else this.#reader.feed(chunk);
    this.#show();
    return this.#value;
  }

  /** A reply that is text: shown as it comes, unless its quotes may turn out to be JSON's. */
  #plainText(): string | null {
    const text = this.#text();
    return text.trimStart().startsWith('"') || text.trim() === ''
      ? null
      : text.replace(/[\uD800-\uDBFF]$/, '');
  }

  #begin(chunk: string, takesText: boolean): void {
    this.#pending += chunk;
    if (!this.#hasAnswer) {
      const start = mayBeReasoning(this.#pending) ? undefined : answerStart(this.#pending);
      if (start === undefined) return;
      this.#pending = this.#pending.slice(start);
      this.#hasAnswer = true;
    }
    if (takesText && !/^\s*(?:[{[]|`{1,3}(?!`))/.test(this.#pending)) return;
    const at = this.#pending.search(/[{[]/);
    if (at < 0) this.#pending = takesText ? this.#pending : '';
    else this.#read(at);
  }

  #read(at: number): void {
    const cursor = new Cursor(knownKeysOf(this.#schema), this.#source, 'growing', this.#budget);
    cursor.base = this.#length - this.#pending.length;
    cursor.text = this.#pending;
    cursor.position = at;
    this.#pending = '';
    this.#tries++;
    this.#reader = new Reader(cursor);
    this.#reader.feed('');
  }

  /** Fits what was read; where a whole value does not fit, looks for the next. */
  #show(): void {
    for (let reader = this.#reader; reader?.root !== undefined; reader = this.#reader) {
      this.#fitter.begin();
      const value = this.#fitter.fit(this.#schema, reader.root, {
        parent: undefined,
        step: 'value',
        depth: 0,
      });
      if (value !== MISFIT && value !== WITHHELD) this.#value = value;
      if (value !== MISFIT || !reader.isDone || reader.isTooDeep || this.#tries > MOST_TRIES) return;
      this.#reader = undefined;
      this.#value = null;
      this.#pending = reader.cursor.text.slice(reader.cursor.position);
      const at = this.#pending.search(/[{[]/);
      if (at >= 0) this.#read(at);
      else this.#pending = '';
    }
  }

  #text(): string {
    if (this.#chunks.length > 1) this.#chunks.splice(0, this.#chunks.length, this.#chunks.join(''));
    return this.#chunks[0] ?? '';
  }
}
