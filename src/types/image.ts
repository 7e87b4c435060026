import { inspect } from 'node:util';
import { InvalidArgumentError } from '../errors';
import type { ImagePart, MediaSource } from '../messages';
import { excerpt, isPlainObject } from '../util';
import type { JsonSchema } from './json-schema';

const BRAND = Symbol.for('dspex.image');
const DATA_URI = /^data:([\w.+/-]+);base64,([A-Za-z\d+/=\s]*)$/;
/** Characters of a URL that are shown. */
const SHOWN = 100;
const [OPEN, CLOSE] = ['<<CUSTOM-TYPE-START-IDENTIFIER>>', '<<CUSTOM-TYPE-END-IDENTIFIER>>'];

/**
 * A picture as an input: by URL or by its bytes. Making one reads nothing; a URL is fetched by the provider.
 *
 * Source: DSPy's `Image`.
 */
export class Image {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });

  /** An `http(s)`, `gs` or `data:` URL. */
  readonly url: string;

  /** @param url where the picture is, or its bytes as a `data:` URL. A path on this machine is not accepted. */
  constructor(url: string) {
    if (typeof url !== 'string' || !(DATA_URI.test(url) || /^(?:https?|gs):\/\//.test(url))) {
      throw new InvalidArgumentError('new Image(url)', {
        found: excerpt(String(url), 80),
        expected: 'an http, https, gs or data: URL.',
        fix: 'read the file yourself and use Image.fromBytes(bytes, mediaType).',
      });
    }
    this.url = url;
    Object.freeze(this);
  }

  /** A picture from its bytes. @param mediaType such as `image/png`. */
  static fromBytes(bytes: Uint8Array, mediaType: string): Image {
    return new Image(`data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`);
  }

  get [BRAND](): true {
    return true;
  }

  /** The URL, shortened: the bytes of a picture are nothing to read. */
  toString(): string {
    return `Image(${excerpt(this.url, SHOWN)})`;
  }

  /** Shows as {@link toString} does. */
  [inspect.custom](): string {
    return this.toString();
  }

  /** Whether the value is a picture, from this or another copy of the library. */
  static is(value: unknown): value is Image {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The picture as a typed part of a message. */
  static toParts(value: Image): readonly ImagePart[] {
    return [partOf(value)];
  }

  /** The picture as DSPy saves it: one marked text. */
  static toJson(value: Image): string {
    return `${OPEN}${JSON.stringify([{ type: 'image_url', image_url: { url: value.url } }])}${CLOSE}`;
  }

  /** A picture from DSPy's marked text, a URL, or `{ url }`. */
  static fromJson(json: unknown): Image {
    return new Image(urlIn(json));
  }
}

function partOf({ url }: Image): ImagePart {
  const [, mediaType, data] = DATA_URI.exec(url) ?? [];
  const source: MediaSource = data === undefined ? { kind: 'url', url } : { kind: 'base64', data };
  return { type: 'image', source, ...(mediaType === undefined ? {} : { mediaType }) };
}

function urlIn(json: unknown): string {
  if (isPlainObject(json) && typeof json['url'] === 'string') return json['url'];
  if (typeof json !== 'string' || !json.startsWith(OPEN)) return json as string;
  const blocks = JSON.parse(json.slice(OPEN.length, json.length - CLOSE.length)) as readonly {
    readonly image_url?: { readonly url: string };
  }[];
  return blocks[0]?.image_url?.url ?? '';
}
