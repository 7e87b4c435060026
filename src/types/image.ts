import { inspect } from 'node:util';
import { InvalidArgumentError } from '../errors';
import type { ImagePart } from '../messages';
import { assertKnownOptions } from '../util';
import type { JsonSchema } from './json-schema';
import { markedJson, objectIn, readMarkedJson, textIn } from './media/marked-json';
import { mediaTypeOfBytes } from './media/media-type';
import { assertMediaUrl, readDataUrl, shownUrl, sourceOf, toDataUrl } from './media/media-url';
import { readMediaFile } from './media/read-media-file';

const BRAND = Symbol.for('dspex.image');

/** How a picture is looked at. */
export interface ImageOptions {
  /**
   * How closely the provider should look; OpenAI's models only.
   * @default the provider's choice
   */
  readonly detail?: 'low' | 'high' | 'auto';
}

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
  /** How closely the provider should look. */
  readonly detail?: 'low' | 'high' | 'auto';

  /**
   * @param url where the picture is, or its bytes as a `data:` URL. A path on this machine is not accepted.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  constructor(url: string, options: ImageOptions = {}) {
    const fix = 'await Image.fromPath(path), or Image.fromBytes(bytes).';
    assertMediaUrl(url, 'new Image(url)', fix);
    assertKnownOptions(options, ['detail'], 'new Image(url, ...)');
    this.url = url;
    if (options.detail !== undefined) this.detail = options.detail;
    Object.freeze(this);
  }

  /**
   * A picture from its bytes.
   *
   * @param mediaType such as `image/png`; what the bytes say where it is left out.
   * @throws {@link InvalidArgumentError} when neither says it.
   */
  static fromBytes(bytes: Uint8Array, mediaType?: string): Image {
    const type = mediaType ?? mediaTypeOfBytes(bytes);
    if (type?.startsWith('image/') === true) return new Image(toDataUrl(bytes, type));
    throw new InvalidArgumentError('Image.fromBytes(bytes, mediaType)', {
      found: type ?? 'bytes of an unknown kind',
      expected: 'the bytes of a picture.',
      fix: "name its media type, such as 'image/png'.",
    });
  }

  /**
   * A picture from a file of this machine, which is read now.
   *
   * @throws {@link InvalidArgumentError} when it cannot be read or is no picture.
   */
  static async fromPath(path: string, mediaType?: string): Promise<Image> {
    const file = await readMediaFile(path, 'Image.fromPath(path)', mediaType);
    return Image.fromBytes(file.bytes, file.mediaType);
  }

  get [BRAND](): true {
    return true;
  }

  /** The URL, shortened: the bytes of a picture are nothing to read. */
  toString(): string {
    return shownUrl('Image', this.url);
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
  static toParts({ url, detail }: Image): readonly ImagePart[] {
    const mediaType = readDataUrl(url)?.mediaType;
    return [
      {
        type: 'image',
        source: sourceOf(url),
        ...(mediaType === undefined ? {} : { mediaType }),
        ...(detail === undefined ? {} : { detail }),
      },
    ];
  }

  /** The picture as DSPy saves it: one marked text. */
  static toJson({ url, detail }: Image): string {
    return markedJson({ type: 'image_url', image_url: { url, ...(detail === undefined ? {} : { detail }) } });
  }

  /** A picture from DSPy's marked text, a URL, or `{ url }`. */
  static fromJson(json: unknown): Image {
    const block = objectIn(readMarkedJson(json), 'image_url');
    const detail = textIn(block, 'detail') as Image['detail'];
    const url = textIn(block, 'url') ?? textIn(json, 'url') ?? (json as string);
    return new Image(url, detail === undefined ? {} : { detail });
  }
}
