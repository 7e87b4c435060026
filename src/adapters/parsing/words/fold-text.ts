/** A text without the quotes, emphasis and full stop around it. */
export function bareText(text: string): string {
  let bare = text.trim();
  for (const mark of ['**', '__', '*', '`', '"', "'"]) {
    if (bare.length > 2 * mark.length && bare.startsWith(mark) && bare.endsWith(mark))
      bare = bare.slice(mark.length, -mark.length).trim();
  }
  return bare.endsWith('.') && !/\d\.$/.test(bare) ? bare.slice(0, -1) : bare;
}

/** A text with everything removed that two spellings of one label may differ by: case, accents, punctuation. */
export function foldText(text: string): string {
  const bare = bareText(text);
  if (/^[\w ]*$/.test(bare)) return bare.toLowerCase().replaceAll(/[_ ]+/g, ' ').trim();
  return withoutAccents(bare)
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** A text without the accents of Latin and Greek letters; in other scripts a mark may be half of a letter. */
function withoutAccents(text: string): string {
  return text.normalize('NFKD').replaceAll(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1');
}

/** A key with everything removed that two spellings of one key may differ by. */
export function foldKey(key: string): string {
  return foldText(key).replaceAll(' ', '');
}
