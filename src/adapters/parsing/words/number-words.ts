const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

const UNITS: ReadonlyMap<string, number> = new Map([
  ...SMALL.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, index) => [word, 20 + index * 10] as const),
]);

/** The whole number that English words spell, such as `three hundred and five`; undefined for anything else. */
export function numberOfWords(text: string): number | undefined {
  const words = text.toLowerCase().split(/[\s-]+/);
  if (words.length > 24) return undefined;
  const isNegative = words[0] === 'minus' || words[0] === 'negative';
  const value = sumOf(isNegative ? words.slice(1) : words);
  return value === undefined ? undefined : isNegative ? -value : value;
}

/** Adds up words; each must be smaller than what stands before it, so that `five six` is no number. */
function sumOf(words: readonly string[]): number | undefined {
  let total = 0;
  let group = 0;
  let room = Number.POSITIVE_INFINITY;
  let scaleRoom = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const word of words) {
    const unit = UNITS.get(word);
    if (unit !== undefined) {
      if (unit >= room) return undefined;
      group += unit;
      room = unit >= 20 ? 10 : 0;
    } else if (word === 'hundred' && group > 0 && group < 10) {
      group *= 100;
      room = 100;
    } else if (Object.hasOwn(SCALES, word) && group > 0) {
      const scale = SCALES[word] ?? 1;
      if (scale >= scaleRoom) return undefined;
      total += group * scale;
      [group, room, scaleRoom] = [0, Number.POSITIVE_INFINITY, scale];
    } else if (word !== 'and' || count === 0) return undefined;
    count++;
  }
  return count === 0 || words.at(-1) === 'and' ? undefined : total + group;
}
