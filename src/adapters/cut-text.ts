import type { ContentPart } from '../messages';
import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import { mapPartText } from './map-part-text';

/** How an adapter writes. */
export interface AdapterOptions {
  /**
   * Longest text of one input, in UTF-16 code units. A longer one loses its middle, and the model is told how much is left
   * out.
   * @default no limit: inputs are shown whole
   */
  readonly maxInputLength?: number;
}

/** Less than this holds nothing but the note. */
const SHORTEST = 100;

/**
 * Refuses options that nothing would read and values that cannot be.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertAdapterOptions(options: AdapterOptions, where: string): void {
  assertKnownOptions(options, ['maxInputLength'], where);
  const { maxInputLength } = options;
  if (maxInputLength === undefined || (Number.isSafeInteger(maxInputLength) && maxInputLength >= SHORTEST))
    return;
  throw new InvalidArgumentError(`${where} maxInputLength`, {
    found: String(maxInputLength),
    expected: `a whole number of at least ${SHORTEST} characters.`,
  });
}

/** A formatted value no longer than the limit, whole where there is none. */
export function cutValue(
  value: string | readonly ContentPart[],
  limit: number | undefined,
): string | readonly ContentPart[] {
  if (limit === undefined) return value;
  if (typeof value === 'string') return cutText(value, limit);
  return value.map((part) => mapPartText(part, (text) => cutText(text, limit)));
}

/** The beginning and the end of a text with a note between them; never half a character. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = limit - noteFor(text.length).length;
  const head = text.slice(0, whole(text, Math.ceil(room * 0.6), -1));
  const tail = text.slice(whole(text, text.length - Math.floor(room * 0.4), 1));
  return `${head}${noteFor(text.length - head.length - tail.length)}${tail}`;
}

function noteFor(count: number): string {
  return `\n… (${count} characters left out) …\n`;
}

/** The place itself, or the one beside it where it would cut a character in two. */
function whole(text: string, place: number, step: -1 | 1): number {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place + step : place;
}
