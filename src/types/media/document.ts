import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../errors';
import type { DocumentPart, MediaSource } from '../../messages';
import { assertKnownOptions, excerpt } from '../../util';
import type { JsonSchema } from '../json-schema';
import { markedJson, objectIn, readMarkedJson, textIn } from './marked-json';
import { assertMediaUrl, readDataUrl, sourceOf, toDataUrl } from './media-url';

const BRAND = Symbol.for('dspex.document');
const NAMES = ['title', 'context', 'citations'];

/** What is said about a document. */
export interface DocumentOptions {
  /** Its title, for the model and in citations. */
  readonly title?: string;
  /** What it is and where it is from; not quoted from. */
  readonly context?: string;
  /**
   * Whether the model is to say which passages it used, where it can.
   * @default true
   */
  readonly citations?: boolean;
}

/**
 * A document that a model reads and may quote: text, or a PDF inline or by URL. An output of the type `Citations` holds the
 * passages it used. Making one reads nothing.
 *
 * Source: DSPy's `Document`.
 */
export class Document {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });

  /** Its text, where it is one. */
  readonly text?: string;
  /** Where it is, or its bytes as a `data:` URL, where it is no text. */
  readonly url?: string;
  /** Its title. */
  readonly title?: string;
  /** What it is and where it is from. */
  readonly context?: string;
  /** Whether the model is to say which passages it used. */
  readonly citations: boolean;

  /**
   * @param content the text, or `{ url }` for a PDF.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  constructor(content: string | { readonly url: string }, options: DocumentOptions = {}) {
    assertKnownOptions(options, NAMES, 'new Document(content, ...)');
    if (typeof content === 'string') this.text = content;
    else {
      const url = (content as { readonly url?: unknown } | null)?.url;
      assertMediaUrl(url, 'new Document({ url })', 'give the text, or a URL.');
      this.url = url;
    }
    if (options.title !== undefined) this.title = options.title;
    if (options.context !== undefined) this.context = options.context;
    this.citations = options.citations ?? true;
    Object.freeze(this);
  }

  /** A PDF from its bytes. */
  static fromBytes(bytes: Uint8Array, options: DocumentOptions = {}): Document {
    return new Document({ url: toDataUrl(bytes, 'application/pdf') }, options);
  }

  get [BRAND](): true {
    return true;
  }

  /** Its title or how it begins. */
  toString(): string {
    return `Document(${excerpt(this.title ?? this.text ?? this.url ?? '', 80)})`;
  }

  /** Shows as {@link toString} does. */
  [inspect.custom](): string {
    return this.toString();
  }

  /** Whether the value is a document, from this or another copy of the library. */
  static is(value: unknown): value is Document {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The document as a typed part of a message. */
  static toParts({ text, url = '', title, context, citations }: Document): readonly DocumentPart[] {
    const source: MediaSource = text === undefined ? sourceOf(url) : { kind: 'text', text };
    const mediaType = text === undefined ? (readDataUrl(url)?.mediaType ?? 'application/pdf') : 'text/plain';
    return [
      {
        type: 'document',
        source,
        mediaType,
        ...(title === undefined ? {} : { title }),
        ...(context === undefined ? {} : { context }),
        citations,
      },
    ];
  }

  /** The document in DSPy's block, as one marked text. */
  static toJson({ text, url = '', title, context, citations }: Document): string {
    const inline = readDataUrl(url);
    const source =
      text !== undefined
        ? { type: 'text', media_type: 'text/plain', data: text }
        : inline === undefined
          ? { type: 'url', url }
          : { type: 'base64', media_type: inline.mediaType, data: inline.data };
    return markedJson({ type: 'document', source, citations: { enabled: citations }, title, context });
  }

  /** A document from its saved form, from `{ data, title }`, or from its text. */
  static fromJson(json: unknown): Document {
    const block = readMarkedJson(json) ?? json;
    if (typeof block === 'string') return new Document(block);
    const source = objectIn(block, 'source');
    const data = textIn(source, 'data') ?? textIn(block, 'data') ?? textIn(block, 'text');
    const url = textIn(source, 'url') ?? textIn(block, 'url');
    const mediaType = textIn(source, 'media_type') ?? textIn(block, 'media_type') ?? 'text/plain';
    const [title, context] = [textIn(block, 'title'), textIn(block, 'context')];
    const options = {
      ...(title === undefined ? {} : { title }),
      ...(context === undefined ? {} : { context }),
      citations: objectIn(block, 'citations')['enabled'] !== false,
    };
    if (url !== undefined) return new Document({ url }, options);
    if (data === undefined) {
      throw new InvalidArgumentError('Document.fromJson(json)', {
        found: typeof json,
        expected: 'a document in its saved form, or its text.',
      });
    }
    const isText = mediaType.startsWith('text/') || textIn(source, 'type') === 'text';
    return new Document(isText ? data : { url: `data:${mediaType};base64,${data}` }, options);
  }
}
