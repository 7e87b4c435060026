import type { ReadPrompt } from './read-prompt';
import type { Slot } from './shape';
import { isFunctionWord, stemOf, wordsOf } from './tokens';

const SPAN_OF_NAME: readonly (readonly [RegExp, RegExp])[] = [
  [/e-?mail/i, /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/],
  [/url|link|website/i, /https?:\/\/\S+/],
  [/phone|telephone|mobile/i, /\+?\d[\d ()/-]{6,20}\d/],
  [
    /(?:order|invoice|ticket|serial|sku|reference|code|number|id)/i,
    /\b[A-Z]{1,5}[-#]?\d[\w-]{0,40}\b|#\w{0,40}\d\w{0,40}/,
  ],
  [/date|day|when|deadline/i, /\b\d{4}-\d{2}-\d{2}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/],
  [/name|person|author|customer|who/i, /\b\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*\b/u],
];
const QUESTION = /question|query|^ask/i;

/** The part of the inputs that best answers: a span where the field or question asks for one, else a sentence. */
export function extractSpan(slot: Slot, { inputs, text }: ReadPrompt): string {
  const question =
    [...inputs].find(([name, value]) => QUESTION.test(name) || value.trim().endsWith('?'))?.[1] ?? '';
  const sources = [...inputs.values()].filter((value) => value !== question).join('\n');
  const sentence = nearestSentence(sources === '' ? text : sources, `${question} ${slot.name} ${slot.desc}`);
  if (question !== '') return spanAsked(question, sentence) ?? sentence;
  for (const [name, span] of SPAN_OF_NAME) {
    const found = name.test(slot.name) ? span.exec(text)?.[0] : undefined;
    if (found !== undefined) return found;
  }
  return sentence;
}

/** The sentences of a text, trimmed; list items and lines count as sentences. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function nearestSentence(text: string, question: string): string {
  const wanted = new Set(
    wordsOf(question)
      .filter((word) => !isFunctionWord(word))
      .map(stemOf),
  );
  let best = { sentence: text.trim(), score: -1 };
  for (const sentence of sentencesOf(text)) {
    const words = new Set(wordsOf(sentence).map(stemOf));
    const shared = [...words].filter((word) => wanted.has(word)).length;
    const score = shared / Math.sqrt(words.size + 3);
    if (score > best.score) best = { sentence, score };
  }
  return best.sentence;
}

/** Who, where, when, how many: the first such thing in the sentence that the question does not name itself. */
function spanAsked(question: string, sentence: string): string | undefined {
  const [first = ''] =
    /\b(?:who|whose|where|when|what year|how (?:many|much|long|old))\b/i.exec(question) ?? [];
  const pattern = patternFor(first.toLowerCase());
  if (pattern === undefined) return undefined;
  const named = new Set(wordsOf(question));
  return (sentence.match(pattern) ?? []).find(
    (span) => !wordsOf(span).every((word) => named.has(word) || isFunctionWord(word)),
  );
}

function patternFor(word: string): RegExp | undefined {
  if (word === '') return undefined;
  if (/^who/.test(word) || word === 'where')
    return /\p{Lu}[\p{L}'’-]*(?: (?:of |de |van |von )?\p{Lu}[\p{L}'’-]*)*/gu;
  if (word.startsWith('how')) return /\d[\d.,]*\d|\d/g;
  return /\d{4}-\d{2}-\d{2}|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?(?:,? \d{4})?|\b\d{4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/g;
}
