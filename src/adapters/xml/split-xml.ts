import type { Field } from '../../signatures';
import type { AdapterSignature } from '../adapter';
import type { FieldDelta, FieldStream } from '../streaming/field-delta';
import { FieldWriter, type ReadPartial } from '../streaming/field-writer';
import type { TextRules } from '../streaming/text-rules';
import { unquotedText } from '../unquoted-text';
import { CDATA, isCdata } from './cdata';
import { readXmlField } from './read-xml';
import { signatureTags, type SignatureTags } from './signature-tags';
import type { FoundTag } from './tags';

/** The end of a text that may be the beginning of a tag; longer than any tag somebody means, it is text. */
const OPEN_TAG = /<[^<>]{0,256}$/;

/**
 * Cuts a reply in tags into its fields. A tag may be cut anywhere.
 *
 * A text may hold its own closing tag: behind one, what comes next decides. If it is the next field or the end, the field was
 * over; if it is more text, the tag was a part of it.
 */
export class XmlSplitter implements FieldStream {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #tags: SignatureTags;
  readonly #rules: TextRules;
  readonly #seen = new Set<string>();
  #pending = '';
  #current: { readonly name: string; readonly writer: FieldWriter } | undefined;
  /** A closing tag of the field, and the white space behind it, of which it is not known yet what it is. */
  #closing = '';
  /** Whether only blanks stand before the next sign in its line, or since the last field. */
  #isFree = true;
  #deltas: FieldDelta[] = [];

  constructor(signature: AdapterSignature) {
    this.#fields = new Map(signature.outputFields.map((field) => [field.name, field]));
    this.#tags = signatureTags(signature);
    this.#rules = {
      restored: this.#tags.all.restored,
      openEnd: /<[ \t]*\/?[ \t]*\\*[\p{L}\p{N}_$.-]*$/u,
      meaning: textOf,
      held: [CDATA],
    };
  }

  push(text: string): FieldDelta[] {
    const whole = this.#pending + text;
    const edge = OPEN_TAG.exec(whole)?.index ?? whole.length;
    this.#pending = whole.slice(edge);
    this.#read(whole.slice(0, edge));
    return this.#take();
  }

  end(): FieldDelta[] {
    this.#read(this.#pending);
    this.#pending = '';
    this.#close();
    return this.#take();
  }

  #take(): FieldDelta[] {
    const deltas = this.#deltas;
    this.#deltas = [];
    return deltas;
  }

  #read(text: string): void {
    let from = 0;
    for (const tag of this.#tags.outputs.find(text)) {
      this.#text(text.slice(from, tag.start));
      this.#tag(tag, text.slice(tag.start, tag.end));
      from = tag.end;
    }
    this.#text(text.slice(from));
  }

  #text(text: string): void {
    if (text === '') return;
    const line = text.slice(text.lastIndexOf('\n') + 1);
    const isBlank = line.trim() === '';
    this.#isFree = line.length < text.length ? isBlank : this.#isFree && isBlank;
    if (this.#current === undefined) return;
    if (this.#closing === '') this.#write(text);
    else if (text.trim() === '') this.#closing += text;
    else this.#write(this.#takeClosing() + text);
  }

  #tag(tag: FoundTag, raw: string): void {
    const isNext = tag.kind !== 'close' && this.#isFree && !this.#seen.has(tag.name);
    this.#isFree = false;
    if (this.#current === undefined) {
      if (isNext) this.#open(tag);
      return;
    }
    const isOwnEnd = tag.kind === 'close' && tag.name === this.#current.name;
    if (this.#closing !== '' && tag.kind !== 'close' && !this.#seen.has(tag.name)) {
      this.#close();
      this.#open(tag);
    } else if (isOwnEnd) {
      this.#write(this.#takeClosing());
      this.#closing = raw;
    } else this.#write(this.#takeClosing() + raw);
  }

  #open({ name, kind }: FoundTag): void {
    const field = this.#fields.get(name);
    this.#seen.add(name);
    if (field === undefined) return;
    if (kind === 'empty') this.#isFree = true;
    else this.#current = { name, writer: new FieldWriter(field, this.#rules, this.#readPartial) };
  }

  #close(): void {
    this.#deltas.push(...(this.#current?.writer.end() ?? []));
    this.#current = undefined;
    this.#closing = '';
    this.#isFree = true;
  }

  #takeClosing(): string {
    const closing = this.#closing;
    this.#closing = '';
    return closing;
  }

  #write(text: string): void {
    if (text !== '') this.#deltas.push(...(this.#current?.writer.push(text) ?? []));
  }

  readonly #readPartial: ReadPartial = (field, text) => {
    // A tag that is cut is no text of anybody's.
    const inner = text.replace(OPEN_TAG, '');
    const section = { name: field.name, inner, isEmptyTag: false, isClosed: false };
    const read = readXmlField(field, section, this.#tags.all);
    return 'issue' in read ? undefined : read.value;
  };
}

/** A text that stands in quotes, or in a section of literal text. */
function textOf(text: string): string {
  const inner = isCdata(text) ? text.slice(CDATA.length, -3) : text;
  return unquotedText(inner, isCdata) ?? inner;
}
