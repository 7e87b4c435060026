import { bareText } from './fold-text';

const WHOLE: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  t: true,
  on: true,
  '1': true,
  correct: true,
  false: false,
  no: false,
  n: false,
  f: false,
  off: false,
  '0': false,
  incorrect: false,
};

/** A boolean that a text means, and how directly. */
export interface BooleanInText {
  readonly value: boolean;
  readonly how: 'written' | 'named';
}

/**
 * Yes or no as text: the text is such a word, or names just one of true and false, yes and no. Both mean none, and so does
 * one that is denied.
 */
export function booleanOf(text: string): BooleanInText | undefined {
  if (text.length > 20_000) return undefined;
  const word = bareText(text)
    .replace(/[.!,;]+$/, '')
    .toLowerCase();
  if (Object.hasOwn(WHOLE, word)) return { value: WHOLE[word] === true, how: 'written' };
  const named = new Set<boolean>();
  for (const [, found = ''] of text.matchAll(/(?<![\p{L}\p{N}_])(true|false|yes|no)(?![\p{L}\p{N}_])/giu))
    named.add(/^(?:true|yes)$/i.test(found));
  const [only] = named;
  if (named.size !== 1 || only === undefined) return undefined;
  if (only && isDenied(text)) return undefined;
  return { value: only, how: 'named' };
}

/** Whether a text denies something. */
function isDenied(text: string): boolean {
  return /(?<![\p{L}\p{N}])(?:not|never|neither|nor|cannot|\p{L}+n['’]t)(?![\p{L}\p{N}])/iu.test(text);
}
