const BULLET = /^\s*(?:[-*•‣–]|\d{1,4}[.)]|\(\d{1,4}\))\s+(\S.*)$/;

/**
 * The items of a bulleted or numbered list in a text. Words before the list introduce it; an indented line goes on the item
 * before it; what comes after an empty line and is no item ends the list.
 */
export function bulletsOf(text: string): readonly string[] | undefined {
  const items: string[] = [];
  let wasEmpty = false;
  for (const line of text.split('\n')) {
    const item = BULLET.exec(line)?.[1]?.trim();
    if (item !== undefined) items.push(item);
    else if (line.trim() === '') {
      wasEmpty = true;
      continue;
    } else if (items.length > 0 && wasEmpty && !/^\s/.test(line)) break;
    else if (items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    wasEmpty = false;
  }
  return items.length > 0 ? items : undefined;
}

/** The longest a part of a text may be to pass for an item of a list. */
const LONGEST_ITEM = 80;

/**
 * The items of a text that is a list without brackets: lines, or what commas separate. One item alone is a list of one.
 *
 * @returns undefined for sentences: they are no list.
 */
export function partsOf(text: string): readonly string[] | undefined {
  if (text.includes('```')) return undefined;
  const lines = text.split('\n').map((line) => line.trim().replace(/,$/, ''));
  const whole = lines.filter((line) => line !== '');
  const parts = whole.length > 1 ? whole : splitAtCommas(whole[0] ?? '');
  const isList = parts.every((part) => part.length <= LONGEST_ITEM && !/[.!?]["']?$/.test(part));
  return parts.length > 0 && isList ? parts.map(unquoted) : undefined;
}

function splitAtCommas(line: string): readonly string[] {
  const separator = line.includes(',') ? ',' : ';';
  return line
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function unquoted(part: string): string {
  return /^(["'`])(.*)\1$/.exec(part)?.[2] ?? part;
}
