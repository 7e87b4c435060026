import { percentile } from '../../util';

/** How long rows took, in milliseconds; NaN when there is no row. */
export interface LatencySummary {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The percentiles of some durations, in any order. */
export function latencySummary(milliseconds: readonly number[] | Float64Array): LatencySummary {
  const sorted = Float64Array.from(milliseconds).sort();
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}
