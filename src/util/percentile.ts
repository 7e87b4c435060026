/**
 * The value below which a share of the numbers lies, by linear interpolation between the two nearest.
 *
 * @param sorted ascending. An empty list gives NaN.
 * @param share 0 to 1; 0.5 is the median.
 */
export function percentile(sorted: readonly number[] | Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] as number;
  const high = sorted[Math.ceil(position)] as number;
  return low + (high - low) * (position - Math.floor(position));
}
