import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';

/** How a text is divided into passages. */
export interface SplitTextOptions {
  /**
   * Longest passage, in characters (UTF-16 units); at least 2.
   * @default 1000
   */
  readonly maxLength?: number;
}

/** Where a text is cut, the best place first: between paragraphs, lines, sentences, words. */
const SEAMS: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /(?<=[.!?。！？])\s*(?=\S)/g, /\s+/g];

/**
 * Divides a text into passages: whole paragraphs, as many as fit; a paragraph that is too long by lines, sentences, words.
 *
 * No passage is empty, and nothing but white space between passages is lost.
 *
 * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
 *
 * @example
 * ```ts
 * const corpus = splitText(await readFile('handbook.md', 'utf8')).map((text) => ({ text, metadata: { file: 'handbook.md' } }));
 * ```
 */
export function splitText(text: string, options: SplitTextOptions = {}): string[] {
  assertKnownOptions(options, ['maxLength'], 'splitText(text, ...)');
  const { maxLength = 1000 } = options;
  if (!Number.isSafeInteger(maxLength) || maxLength < 2) {
    throw new InvalidArgumentError('splitText(text, { maxLength })', {
      found: String(maxLength),
      expected: 'a whole number of at least 2.',
    });
  }
  return splitAt(text.replaceAll('\r\n', '\n').trim(), maxLength, 0);
}

function splitAt(text: string, maxLength: number, level: number): string[] {
  if (text === '') return [];
  if (text.length <= maxLength) return [text];
  const seam = SEAMS[level];
  if (seam === undefined) return cut(text, maxLength);
  const passages: string[] = [];
  let start = 0;
  let end = 0;
  // The end of the text is the last seam.
  for (const [from, to] of [...seamsIn(text, seam), [text.length, text.length] as const]) {
    if (from - start > maxLength && end > start) {
      passages.push(...splitAt(text.slice(start, end).trim(), maxLength, level + 1));
      start = end;
    }
    end = to;
  }
  passages.push(...splitAt(text.slice(start).trim(), maxLength, level + 1));
  return passages;
}

function seamsIn(text: string, seam: RegExp): (readonly [from: number, to: number])[] {
  return [...text.matchAll(seam)].map(({ index, 0: { length } }) => [index, index + length] as const);
}

/** Text without any seam, never between the halves of a character. */
function cut(text: string, maxLength: number): string[] {
  const passages: string[] = [];
  let passage = '';
  for (const character of text) {
    if (passage.length + character.length > maxLength) {
      passages.push(passage);
      passage = '';
    }
    passage += character;
  }
  return [...passages, passage];
}
