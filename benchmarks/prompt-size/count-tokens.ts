/** Runs of letters, digits, line breaks, spaces and other signs. */
const PIECE = /\p{L}+|\p{N}+|\n+|[ \t]+|[^\p{L}\p{N}\s]+/gu;

/**
 * About how many tokens a text is, with no vendor's tokenizer: six letters, three digits or two other signs a token, a run of
 * line breaks one, a single space none, as it goes with the word behind it. Good for comparing layouts of the same content, not for bills.
 */
export function countTokens(text: string): number {
  let count = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    if (/^\p{L}/u.test(piece)) count += Math.ceil(piece.length / 6);
    else if (/^\p{N}/u.test(piece)) count += Math.ceil(piece.length / 3);
    else if (/^\n/.test(piece)) count += 1;
    else if (/^[ \t]/.test(piece)) count += piece.length > 1 ? 1 : 0;
    else count += Math.ceil(piece.length / 2);
  }
  return count;
}
