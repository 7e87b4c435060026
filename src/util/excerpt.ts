/**
 * The beginning of a text, cut between characters and never inside one, with a note of what is missing.
 *
 * @param max most UTF-16 units to show. @default 200
 */
export function excerpt(text: string, max = 200): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  const shown = text.slice(0, splitsPair ? max - 1 : max);
  return `${shown}… (${text.length - shown.length} more characters)`;
}
