const UNITS: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, value]),
);
const YES = new Set(['true', 'yes', 'y', 'on', 'correct']);
const NO = new Set(['false', 'no', 'n', 'off', 'incorrect']);
const NULLS = new Set(['null', 'none', 'n/a', 'nil', 'undefined']);
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:[,_ \u00a0']\d{3})+(?:\.\d+)?$/;

/** The number a text means: digits, groups of digits, currency, percent, a fraction, a small number word. */
export function numberOf(text: string): number | bigint | undefined {
  const bare = bareText(text).replace(/^[$€£¥]\s?|\s?[$€£¥]$/gu, '');
  const isPercent = bare.endsWith('%');
  const digits = isPercent ? bare.slice(0, -1).trim() : bare;
  const plain = GROUPED.test(digits) ? digits.replaceAll(/[,_ \u00a0']/g, '') : digits;
  if (DECIMAL.test(plain)) {
    const number = Number(plain);
    if (/^[+-]?\d+$/.test(plain) && !Number.isSafeInteger(number)) return BigInt(plain.replace('+', ''));
    return isPercent ? number / 100 : number;
  }
  const fraction = /^([+-]?\d+)\s?\/\s?(\d+)$/.exec(digits);
  if (fraction !== null && Number(fraction[2]) !== 0) return Number(fraction[1]) / Number(fraction[2]);
  const word = digits.toLowerCase();
  return Object.hasOwn(UNITS, word) ? UNITS[word] : undefined;
}

/** Yes or no, as text. */
export function booleanOf(text: string): boolean | undefined {
  const word = foldText(text);
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** Whether a text stands for nothing. */
export function isNullText(text: string): boolean {
  const word = bareText(text).toLowerCase();
  return word === '' || NULLS.has(word);
}

/** A text without the quotes, emphasis and full stop around it. */
export function bareText(text: string): string {
  let bare = text.trim();
  for (const mark of ['**', '__', '*', '`', '"', "'"]) {
    if (bare.length > 2 * mark.length && bare.startsWith(mark) && bare.endsWith(mark)) {
      bare = bare.slice(mark.length, -mark.length).trim();
    }
  }
  return bare.endsWith('.') && !/\d\.$/.test(bare) ? bare.slice(0, -1) : bare;
}

/** A text with everything removed that two spellings of one label may differ by: case, accents, punctuation. */
export function foldText(text: string): string {
  return bareText(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
