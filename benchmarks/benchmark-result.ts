/** One figure of a benchmark and what it is held against. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  /** The unit of `value`, such as `µs`, `ms`, or `x` for a ratio. */
  readonly unit: string;
  /** Whom `ratio` compares with, measured in the same run. */
  readonly peer?: string;
  /** `value` divided by the peer's. */
  readonly ratio?: number;
  /** The most `value` (or, with a peer, `ratio`) may be; null where the figure is only reported. */
  readonly bound: number | null;
  /** Whether the bound holds; true where there is none. */
  readonly holds: boolean;
}

/** What a benchmark prints as its last line. */
export interface BenchmarkResult {
  readonly benchmark: string;
  readonly measures: readonly Measure[];
}

/** A figure that may be at most `bound`. */
export function bounded(name: string, value: number, unit: string, bound: number): Measure {
  return { name, value: rounded(value), unit, bound, holds: value <= bound };
}

/** A figure that is only reported, beside a peer's where there is one. */
export function reported(
  name: string,
  value: number,
  unit: string,
  peer?: { readonly name: string; readonly value: number },
): Measure {
  const base = { name, value: rounded(value), unit, bound: null, holds: true };
  return peer === undefined ? base : { ...base, peer: peer.name, ratio: rounded(value / peer.value) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
