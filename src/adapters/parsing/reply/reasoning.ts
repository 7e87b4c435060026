const OPENING = /^\s*<(think|thinking|reasoning|thought|scratchpad)>/i;

/**
 * Where the answer begins in a reply that begins with reasoning between tags; 0 for other replies. Tags anywhere else are
 * part of the answer.
 *
 * @returns undefined where the reasoning does not end.
 */
export function answerStart(text: string): number | undefined {
  const tag = OPENING.exec(text.slice(0, 200))?.[1];
  if (tag === undefined) return 0;
  const closing = `</${tag}>`;
  const end = text.indexOf(closing);
  if (end >= 0) return end + closing.length;
  const other = text.toLowerCase().indexOf(closing.toLowerCase());
  return other < 0 ? undefined : other + closing.length;
}

/** Whether a reply that still grows may yet turn out to begin with reasoning. */
export function mayBeReasoning(text: string): boolean {
  return /^\s*(?:<[a-z]{0,12})?$/i.test(text.slice(0, 200)) && text.length < 200;
}
