import { InvalidArgumentError } from '../../errors';
import type { Citation } from '../../messages';
import { deepFreeze, isPlainObject } from '../../util';
import type { JsonSchema } from '../json-schema';
import type { NativeOutput, NativeReply } from '../prompt-type';

const BRAND = Symbol.for('dspex.citations');

const ITEM: JsonSchema = {
  type: 'object',
  properties: {
    citedText: { type: 'string', description: 'the words of the document, letter for letter' },
    documentTitle: { type: 'string' },
    supportedText: { type: 'string', description: 'the words of the reply that it stands behind' },
  },
  required: ['citedText'],
};

/**
 * The passages that a reply rests on, as an output beside others. A model that cites by itself gives them with their places;
 * any other is asked to quote.
 *
 * Source: DSPy's `Citations`. Pages, blocks and web addresses are kept too.
 */
export class Citations implements Iterable<Citation> {
  /** What a model writes where it does not cite by itself. */
  static readonly jsonSchema: JsonSchema = deepFreeze({ type: 'array', items: ITEM });
  /** How the type reads in a prompt. */
  static readonly notation = '{ citedText: string, documentTitle?: string, supportedText?: string }[]';
  /** One sentence for the model. */
  static readonly description =
    'the passages of the documents that the reply rests on, quoted letter for letter';
  /** Given by the provider where it cites by itself. */
  static readonly native: NativeOutput<Citations> = Object.freeze({
    capability: 'citations',
    fromReply: ({ citations }: NativeReply) => new Citations(citations),
  });

  /** The passages, in the order of the reply. */
  readonly items: readonly Citation[];

  /** @throws {@link InvalidArgumentError} for what is no list of passages. */
  constructor(items: readonly Citation[] = []) {
    const isFit = Array.isArray(items) && items.every((item) => typeof item?.citedText === 'string');
    if (!isFit)
      throw new InvalidArgumentError('new Citations(items)', { expected: 'a list of { citedText, … }.' });
    this.items = deepFreeze(items.map((item) => ({ ...item })));
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  /** How many there are. */
  get length(): number {
    return this.items.length;
  }

  [Symbol.iterator](): Iterator<Citation> {
    return this.items[Symbol.iterator]();
  }

  /** The passages as plain objects. */
  toJSON(): readonly Citation[] {
    return this.items;
  }

  /** Whether the value is citations, from this or another copy of the library. */
  static is(value: unknown): value is Citations {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The passages as JSON. */
  static toParts(value: Citations): string {
    return JSON.stringify(value.items);
  }

  /** The passages as plain objects. */
  static toJson(value: Citations): readonly Citation[] {
    return value.items;
  }

  /** Citations from our form or DSPy's: a list, one of them, or an object with the list. */
  static fromJson(json: unknown): Citations {
    const list = isPlainObject(json) ? (json['citations'] ?? [json]) : json;
    if (!Array.isArray(list)) return new Citations(list as never);
    return new Citations(list.map(citationOf));
  }
}

function citationOf(item: unknown): Citation {
  if (!isPlainObject(item) || !('cited_text' in item)) return item as Citation;
  const members = {
    citedText: item['cited_text'],
    documentIndex: item['document_index'],
    documentTitle: item['document_title'],
    supportedText: item['supported_text'],
    start: item['start_char_index'],
    end: item['end_char_index'],
    ...('start_char_index' in item ? { unit: 'character' } : {}),
  };
  const given = Object.entries(members).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(given) as unknown as Citation;
}
