import { normalizeText } from '../../util';

const TOKEN = /[\p{L}\p{N}\p{M}]+|[^\p{Z}\p{C}]/gu;

/**
 * The tokens by which a passage is searched: runs of letters, digits and marks, and single other signs, of the
 * normalised text. The tokenizer of Karpukhin et al., Dense Passage Retrieval, 2020.
 */
export function passageTokens(text: string): string[] {
  return normalizeText(text).match(TOKEN) ?? [];
}

/**
 * Whether `answer` occurs in `passage` as consecutive tokens.
 *
 * @remarks Unlike DSPy, an answer without tokens ("", "the") occurs nowhere rather than everywhere.
 */
export function hasAnswer(passage: string, answer: string): boolean {
  const wanted = passageTokens(answer);
  if (wanted.length === 0) return false;
  // No token holds a space, so one search for the joined text is a search for the run of tokens, in linear time.
  return ` ${passageTokens(passage).join(' ')} `.includes(` ${wanted.join(' ')} `);
}
