/**
 * The text a JSON string stands for, where quotes were needed: to keep its outer spaces, or because it would be read as
 * something else.
 *
 * @param isOdd whether a text is one that has to be quoted, beside those with outer spaces.
 */
export function unquotedText(
  text: string,
  isOdd: (inner: string) => boolean = () => false,
): string | undefined {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return undefined;
  const inner = jsonText(text);
  return inner !== undefined && mustBeQuoted(inner, isOdd) ? inner : undefined;
}

/** Whether a text stands for itself only in quotes. */
export function mustBeQuoted(text: string, isOdd: (inner: string) => boolean = () => false): boolean {
  return text === '' || text !== text.trim() || isOdd(text) || unquotedText(text, isOdd) !== undefined;
}

function jsonText(text: string): string | undefined {
  try {
    const inner = JSON.parse(text) as unknown;
    return typeof inner === 'string' ? inner : undefined;
  } catch {
    return undefined;
  }
}
