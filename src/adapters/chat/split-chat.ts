import type { AdapterSignature } from '../adapter';
import { findMarkers, restored } from '../markers';
import { readPartialJson } from '../streaming/read-partial-json';
import type { FieldDelta, FieldStream } from '../streaming/field-delta';
import { FieldWriter } from '../streaming/field-writer';
import type { TextRules } from '../streaming/text-rules';
import { unquotedText } from '../unquoted-text';

const RULES: TextRules = {
  restored,
  openEnd: /\[(?:\[[ \t]*\\*#?)?$/,
  meaning: (text) => unquotedText(text) ?? text,
  held: [],
};

/** The end of a text that may be the beginning of a marker, or a marker that may yet be followed by emphasis. */
const OPEN_MARKER =
  /(?:\*\*?|`)?(?:\[(?:\[[ \t]*(?:#(?:#[ \t]*(?:([\p{L}\p{N}_$]+)[ \t]*(?:#(?:#[ \t]*(?:\](?:\]\*?)?)?)?)?)?)?)?)?)?$/u;

/** Longer than any marker somebody means; what is longer is text. */
const LONGEST_MARKER = 512;

/** Cuts a reply in the marker format into its fields. A marker may be cut anywhere. */
export class ChatSplitter implements FieldStream {
  readonly #signature: AdapterSignature;
  readonly #names: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  #pending = '';
  #writer: FieldWriter | undefined;

  constructor(signature: AdapterSignature) {
    this.#signature = signature;
    this.#names = new Set([...signature.outputFields.map(({ name }) => name), 'completed']);
  }

  push(text: string): FieldDelta[] {
    const whole = this.#pending + text;
    const edge = this.#openAt(whole);
    this.#pending = whole.slice(edge);
    return this.#read(whole.slice(0, edge));
  }

  end(): FieldDelta[] {
    const deltas = this.#read(this.#pending);
    this.#pending = '';
    return [...deltas, ...(this.#writer?.end() ?? [])];
  }

  /** Where the text begins that may be a part of a marker; its end when there is none. */
  #openAt(text: string): number {
    const match = OPEN_MARKER.exec(text);
    if (match === null || match[0].length > LONGEST_MARKER) return text.length;
    const name = match[1];
    const isKnown = name === undefined || [...this.#names].some((known) => known.startsWith(name));
    return isKnown ? match.index : text.length;
  }

  #read(text: string): FieldDelta[] {
    const deltas: FieldDelta[] = [];
    let from = 0;
    for (const { name, start, end } of findMarkers(text, this.#names)) {
      deltas.push(...(this.#writer?.push(text.slice(from, start)) ?? []), ...(this.#writer?.end() ?? []));
      this.#writer = this.#open(name);
      from = end;
    }
    deltas.push(...(this.#writer?.push(text.slice(from)) ?? []));
    return deltas;
  }

  /** Of a field that is given twice the first counts. */
  #open(name: string): FieldWriter | undefined {
    const field = this.#signature.outputFields.find((each) => each.name === name);
    if (field === undefined || this.#seen.has(name)) return undefined;
    this.#seen.add(name);
    return new FieldWriter(field, RULES, readPartialJson);
  }
}
