/** Scores by example; an example that could not be scored is absent. */
export type Scores = ReadonlyMap<string, number>;

/** How one candidate differs from another on the examples both were scored on. */
export interface PairedStanding {
  readonly n: number;
  /** The mean of `challenger − incumbent`; 0 without pairs. */
  readonly difference: number;
  /** The standard error of the difference; 0 where all pairs differ alike. */
  readonly error: number;
  readonly wins: number;
  readonly losses: number;
}

/** Compares two candidates example by example. */
export function pairedStanding(incumbent: Scores, challenger: Scores): PairedStanding {
  const differences: number[] = [];
  for (const [example, score] of challenger) {
    const other = incumbent.get(example);
    if (other !== undefined) differences.push(score - other);
  }
  const n = differences.length;
  if (n === 0) return { n, difference: 0, error: 0, wins: 0, losses: 0 };
  const difference = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0);
  return {
    n,
    difference,
    error: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n),
    wins: differences.filter((value) => value > 0).length,
    losses: differences.filter((value) => value < 0).length,
  };
}

/** When a race gives up on a challenger. */
export interface RaceRule {
  /**
   * Least number of pairs to judge by.
   * @default 8
   */
  readonly least?: number;
  /**
   * How many standard errors the challenger has to be behind.
   * @default 1.64, one in twenty
   */
  readonly errors?: number;
}

/**
 * Whether a challenger is so far behind that more examples would hardly bring it to the front.
 *
 * @remarks Racing with paired differences after Maron and Moore, "Hoeffding Races" (1994).
 */
export function isBeaten(standing: PairedStanding, { least = 8, errors = 1.64 }: RaceRule = {}): boolean {
  const { n, difference, error, losses } = standing;
  if (n < least || difference >= 0) return false;
  // A difference without spread over few examples is still an accident.
  return losses >= 3 && difference + errors * error < 0;
}

/** The mean of some scores; NaN of none. */
export function meanScore(scores: Scores): number {
  if (scores.size === 0) return Number.NaN;
  let sum = 0;
  for (const score of scores.values()) sum += score;
  return sum / scores.size;
}

/** The means of several candidates over the examples that all were scored on; over their own where there is none. */
export function sharedMeans(tables: readonly Scores[]): readonly number[] {
  const [first, ...rest] = tables;
  if (first === undefined) return [];
  const shared = [...first.keys()].filter((example) => rest.every((table) => table.has(example)));
  if (shared.length === 0) return tables.map(meanScore);
  return tables.map(
    (table) => shared.reduce((sum, example) => sum + (table.get(example) ?? 0), 0) / shared.length,
  );
}
