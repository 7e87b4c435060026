const ASCII_PUNCTUATION = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g;

// Bounded by letters, digits and marks of every script: with `\b` the "a" of a decomposed "à" would be an article.
const ARTICLE = /(?<![\p{L}\p{N}\p{M}_])(?:a|an|the)(?![\p{L}\p{N}\p{M}_])/gu;

/**
 * A text with everything removed that two spellings of one short answer may differ by: Unicode form, case, ASCII
 * punctuation, English articles, spaces. DSPy's `normalize_text`, which is SQuAD's.
 *
 * The result is in NFD. Compatibility forms stay apart: "ﬁ" is not "fi", "ß" is not "ss".
 *
 * @remarks Unlike DSPy, a letter with a combining mark is never taken for an article.
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(ASCII_PUNCTUATION, '')
    .replace(ARTICLE, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

/**
 * What two answers are compared by: the normalised text or, where that leaves nothing ("A", "?"), the lower-cased
 * text itself, so that an answer of articles or punctuation alone matches its own kind and nothing else.
 */
export function comparableText(text: string): string {
  return normalizeText(text) || text.normalize('NFD').toLowerCase().trim();
}

/** The words of {@link comparableText}. */
export function comparableTokens(text: string): string[] {
  return comparableText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}
