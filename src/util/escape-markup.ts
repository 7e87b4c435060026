/** Characters that XML cannot hold at all, and halves of pairs. */
const UNSPEAKABLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text that HTML and XML show as it is, in elements and in quoted attributes. What they cannot hold is replaced by U+FFFD. */
export function escapeMarkup(text: string): string {
  return text
    .replace(UNSPEAKABLE, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
