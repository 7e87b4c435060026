import { InvalidArgumentError } from '../../errors';
import type { MediaSource } from '../../messages';
import { excerpt } from '../../util';

/** Bytes inline, as a URL says them. */
export interface DataUrl {
  readonly mediaType: string;
  /** Base64. */
  readonly data: string;
}

/** Characters of a URL that are shown. */
const SHOWN = 100;

/** The parts of a `data:` URL in base64; undefined for any other text. Parameters of the media type are dropped. */
export function readDataUrl(url: string): DataUrl | undefined {
  if (!url.startsWith('data:')) return undefined;
  const comma = url.indexOf(',');
  const [mediaType = '', ...parameters] = url.slice(5, Math.max(comma, 5)).split(';');
  if (comma < 0 || parameters.at(-1) !== 'base64' || !/^[\w.+-]+\/[\w.+-]+$/.test(mediaType))
    return undefined;
  const data = url.slice(comma + 1).replaceAll(/\s+/g, '');
  return /^[A-Za-z\d+/]*={0,2}$/.test(data) ? { mediaType: mediaType.toLowerCase(), data } : undefined;
}

/** A `data:` URL of these bytes. */
export function toDataUrl(bytes: Uint8Array, mediaType: string): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}

/**
 * Refuses what is neither a web address nor bytes inline: a path on this machine above all.
 *
 * @param where the call as the user wrote it.
 * @throws {@link InvalidArgumentError}.
 */
export function assertMediaUrl(url: unknown, where: string, fix: string): asserts url is string {
  const isWeb = typeof url === 'string' && /^(?:https?|gs):\/\/\S+$/.test(url);
  if (isWeb || (typeof url === 'string' && readDataUrl(url) !== undefined)) return;
  throw new InvalidArgumentError(where, {
    found: excerpt(String(url), 80),
    expected: 'an http, https, gs or data: URL (base64).',
    fix,
  });
}

/** Where the bytes are. */
export function sourceOf(url: string): MediaSource {
  const inline = readDataUrl(url);
  return inline === undefined ? { kind: 'url', url } : { kind: 'base64', data: inline.data };
}

/** A URL for people: the bytes of media are nothing to read. */
export function shownUrl(name: string, url: string): string {
  return `${name}(${excerpt(url, SHOWN)})`;
}
