/**
 * The sizes at which a growing sample is looked at: `first`, then `factor` times more each time, `total` last.
 *
 * @remarks The rungs of successive halving (Jamieson and Talwalkar, 2016): a candidate climbs to the next only if it is worth it.
 */
export function rungSizes(total: number, first: number, factor = 2): readonly number[] {
  const sizes: number[] = [];
  for (let size = Math.max(1, Math.floor(first)); size < total; size = Math.ceil(size * factor))
    sizes.push(size);
  // A last step of a few examples is not worth a stop.
  const last = sizes.at(-1);
  if (last !== undefined && total - last < last * (factor - 1) * 0.5 && sizes.length > 1) sizes.pop();
  return [...sizes, total];
}

/**
 * The better part of some contenders, ties by place: what one step of successive halving keeps.
 *
 * @param scores of the contenders, in their order; NaN is the worst.
 * @param keep how many stay; at least 1.
 * @returns their places, best first.
 */
export function bestPlaces(scores: readonly number[], keep: number): readonly number[] {
  const value = (place: number): number => {
    const score = scores[place] ?? Number.NaN;
    return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
  };
  const places = scores.map((_, place) => place);
  places.sort((left, right) => {
    const [first, second] = [value(left), value(right)];
    return first === second ? left - right : second - first;
  });
  return places.slice(0, Math.max(1, keep));
}
