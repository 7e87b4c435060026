const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

/** Words of a text in lower case, numbers included, punctuation left out. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}

/** The character trigrams of a word with its edges marked; none for very short words. */
export function trigramsOf(word: string): string[] {
  if (word.length < 3) return [];
  const marked = `<${word}>`;
  const trigrams: string[] = [];
  for (let start = 0; start + 3 <= marked.length; start++) trigrams.push(marked.slice(start, start + 3));
  return trigrams;
}

const ENDINGS = [
  'ization',
  'ations',
  'ation',
  'ingly',
  'ments',
  'ment',
  'ings',
  'ing',
  'ies',
  'ied',
  'ers',
  'er',
  'ed',
  'es',
  'ly',
  's',
  'e',
  'y',
];

/** A word without its English ending: crude, but "charged", "charges" and "charging" meet. */
export function stemOf(word: string): string {
  for (const ending of ENDINGS) {
    if (word.length - ending.length >= 3 && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/** Words that say little about what a text is about. */
const FUNCTION_WORDS = new Set(
  (
    'a an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it ' +
    "its it's i'm i've just me my no not of on or our out she so some than that the their them then there these they this " +
    'to too up us was we were what when where which who why will with would you your'
  ).split(' '),
);

/** Whether a word carries grammar rather than content. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}
