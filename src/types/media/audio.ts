import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../errors';
import type { AudioPart } from '../../messages';
import type { JsonSchema } from '../json-schema';
import { markedJson, objectIn, readMarkedJson, textIn } from './marked-json';
import { mediaTypeOfBytes, mediaTypeOfName } from './media-type';
import { assertMediaUrl, readDataUrl, shownUrl, sourceOf, toDataUrl } from './media-url';
import { readMediaFile } from './read-media-file';

const BRAND = Symbol.for('dspex.audio');

/**
 * Sound as an input: by its bytes, or by URL where the provider takes one. Making one reads nothing.
 *
 * Source: DSPy's `Audio`.
 */
export class Audio {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });

  /** An `http(s)`, `gs` or `data:` URL. */
  readonly url: string;

  /**
   * @param url where the sound is, or its bytes as a `data:` URL of an audio type.
   * @throws {@link InvalidArgumentError}.
   */
  constructor(url: string) {
    assertMediaUrl(url, 'new Audio(url)', 'await Audio.fromPath(path), or Audio.fromBytes(bytes).');
    assertAudio(readDataUrl(url)?.mediaType ?? 'audio/*', 'new Audio(url)');
    this.url = url;
    Object.freeze(this);
  }

  /**
   * Sound from its bytes.
   *
   * @param mediaType such as `audio/wav`; what the bytes say where it is left out.
   * @throws {@link InvalidArgumentError} when it is no sound.
   */
  static fromBytes(bytes: Uint8Array, mediaType?: string): Audio {
    const type = mediaType ?? mediaTypeOfBytes(bytes) ?? 'bytes of an unknown kind';
    assertAudio(type, 'Audio.fromBytes(bytes, mediaType)');
    return new Audio(toDataUrl(bytes, type));
  }

  /**
   * Sound from a file of this machine, which is read now.
   *
   * @throws {@link InvalidArgumentError} when it cannot be read or is no sound.
   */
  static async fromPath(path: string, mediaType?: string): Promise<Audio> {
    const file = await readMediaFile(path, 'Audio.fromPath(path)', mediaType);
    return Audio.fromBytes(file.bytes, file.mediaType);
  }

  get [BRAND](): true {
    return true;
  }

  /** The URL, shortened. */
  toString(): string {
    return shownUrl('Audio', this.url);
  }

  /** Shows as {@link toString} does. */
  [inspect.custom](): string {
    return this.toString();
  }

  /** Whether the value is sound, from this or another copy of the library. */
  static is(value: unknown): value is Audio {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The sound as a typed part of a message. */
  static toParts({ url }: Audio): readonly AudioPart[] {
    const mediaType =
      readDataUrl(url)?.mediaType ?? mediaTypeOfName(url.replace(/[?#].*$/, '')) ?? 'audio/wav';
    return [{ type: 'audio', source: sourceOf(url), mediaType }];
  }

  /** The sound as DSPy saves it: one marked text; a URL, which DSPy does not know, as itself. */
  static toJson({ url }: Audio): string {
    const inline = readDataUrl(url);
    if (inline === undefined) return url;
    const format = inline.mediaType.replace(/^audio\/(?:x-)?/, '');
    return markedJson({ type: 'input_audio', input_audio: { data: inline.data, format } });
  }

  /** Sound from DSPy's marked text, a URL, `{ url }` or `{ data, audio_format }`. */
  static fromJson(json: unknown): Audio {
    const block = objectIn(readMarkedJson(json), 'input_audio');
    const data = textIn(block, 'data') ?? textIn(json, 'data');
    const format = textIn(block, 'format') ?? textIn(json, 'audio_format');
    if (data !== undefined && format !== undefined) return new Audio(`data:audio/${format};base64,${data}`);
    return new Audio(textIn(json, 'url') ?? (json as string));
  }
}

function assertAudio(mediaType: string, where: string): void {
  if (mediaType.startsWith('audio/')) return;
  throw new InvalidArgumentError(where, {
    found: mediaType,
    expected: 'sound.',
    fix: "name its media type, such as 'audio/wav'.",
  });
}
