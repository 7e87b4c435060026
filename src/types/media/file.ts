import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../errors';
import type { FilePart, MediaSource } from '../../messages';
import { assertKnownOptions } from '../../util';
import type { JsonSchema } from '../json-schema';
import { markedJson, objectIn, readMarkedJson, textIn } from './marked-json';
import { mediaTypeOfBytes, mediaTypeOfName } from './media-type';
import { assertMediaUrl, readDataUrl, shownUrl, sourceOf, toDataUrl } from './media-url';
import { readMediaFile } from './read-media-file';

const BRAND = Symbol.for('dspex.file');
const NAMES = ['url', 'fileId', 'filename', 'mediaType'];

/** Where a file is and what it is called. One of `url` and `fileId` has to be there. */
export interface FileOptions {
  /** An `http(s)`, `gs` or `data:` URL. */
  readonly url?: string;
  /** The id that the provider gave for a file it was sent before. */
  readonly fileId?: string;
  /** Its name, for the model. */
  readonly filename?: string;
  /** IANA media type. @default that of a `data:` URL */
  readonly mediaType?: string;
}

/**
 * Any file as an input: by its bytes, by URL, or by the id a provider gave it. Making one reads nothing.
 *
 * Source: DSPy's `File`.
 */
export class File {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });

  /** An `http(s)`, `gs` or `data:` URL. */
  readonly url?: string;
  /** The id that the provider gave. */
  readonly fileId?: string;
  /** Its name, for the model. */
  readonly filename?: string;
  /** IANA media type, where it is known. */
  readonly mediaType?: string;

  /** @throws {@link InvalidArgumentError} without a place, {@link UnknownOptionError}. */
  constructor(options: FileOptions) {
    assertKnownOptions(options, NAMES, 'new File(...)');
    const { url, fileId, filename } = options;
    if (url !== undefined) assertMediaUrl(url, 'new File({ url })', 'await File.fromPath(path).');
    else if (typeof fileId !== 'string' || fileId === '') {
      throw new InvalidArgumentError('new File(...)', {
        found: 'neither a URL nor an id',
        expected: '`url` or `fileId`.',
        fix: 'await File.fromPath(path), or File.fromBytes(bytes).',
      });
    }
    const mediaType = options.mediaType ?? (url === undefined ? undefined : readDataUrl(url)?.mediaType);
    if (url !== undefined) this.url = url;
    if (fileId !== undefined) this.fileId = fileId;
    if (filename !== undefined) this.filename = filename;
    if (mediaType !== undefined) this.mediaType = mediaType;
    Object.freeze(this);
  }

  /** A file from its bytes; its kind is what is said, what the bytes say, or what the name's ending says. */
  static fromBytes(bytes: Uint8Array, named: Pick<FileOptions, 'filename' | 'mediaType'> = {}): File {
    const mediaType =
      named.mediaType ??
      mediaTypeOfBytes(bytes) ??
      mediaTypeOfName(named.filename ?? '') ??
      'application/octet-stream';
    return new File({ ...named, url: toDataUrl(bytes, mediaType), mediaType });
  }

  /**
   * A file of this machine, which is read now.
   *
   * @throws {@link InvalidArgumentError} when it cannot be read or is of no known kind.
   */
  static async fromPath(path: string, mediaType?: string): Promise<File> {
    const file = await readMediaFile(path, 'File.fromPath(path)', mediaType);
    return File.fromBytes(file.bytes, { filename: file.filename, mediaType: file.mediaType });
  }

  get [BRAND](): true {
    return true;
  }

  /** Its name or place, shortened. */
  toString(): string {
    return shownUrl('File', this.filename ?? this.url ?? this.fileId ?? '');
  }

  /** Shows as {@link toString} does. */
  [inspect.custom](): string {
    return this.toString();
  }

  /** Whether the value is a file, from this or another copy of the library. */
  static is(value: unknown): value is File {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The file as a typed part of a message. */
  static toParts({ url, fileId = '', filename, mediaType }: File): readonly FilePart[] {
    const source: MediaSource = url === undefined ? { kind: 'file-id', id: fileId } : sourceOf(url);
    return [
      {
        type: 'file',
        source,
        ...(mediaType === undefined ? {} : { mediaType }),
        ...(filename === undefined ? {} : { filename }),
      },
    ];
  }

  /** The file as DSPy saves it: one marked text. */
  static toJson({ url, fileId, filename }: File): string {
    return markedJson({ type: 'file', file: { file_data: url, file_id: fileId, filename } });
  }

  /** A file from DSPy's marked text, a URL, or an object with its options under our names or DSPy's. */
  static fromJson(json: unknown): File {
    if (typeof json === 'string' && readMarkedJson(json) === undefined) return new File({ url: json });
    const block = typeof json === 'string' ? objectIn(readMarkedJson(json), 'file') : json;
    const [url, fileId, filename] = [
      textIn(block, 'file_data') ?? textIn(block, 'url'),
      textIn(block, 'file_id') ?? textIn(block, 'fileId'),
      textIn(block, 'filename'),
    ];
    return new File({
      ...(url === undefined ? {} : { url }),
      ...(fileId === undefined ? {} : { fileId }),
      ...(filename === undefined ? {} : { filename }),
    });
  }
}
