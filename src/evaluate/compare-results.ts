import { InvalidArgumentError } from '../errors';
import type { EvaluationRow } from './evaluation-row';
import { meanOf, type EvaluationData } from './evaluation-summary';
import { differenceInterval, type Interval } from './statistics/confidence-interval';
import { signTest } from './statistics/sign-test';

/** How two programs differ on the examples that both were scored on. */
export interface PairedComparison {
  /** The mean of `after − before` over the pairs; NaN without pairs. */
  readonly difference: number;
  /** The 95 % confidence interval of the difference. */
  readonly interval: Interval;
  /** How many examples both were scored on. */
  readonly n: number;
  /** Examples on which the second is better, worse, the same. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** The two-sided sign test over wins and losses: small when chance alone would hardly give them. */
  readonly pValue: number;
}

/**
 * Compares two evaluations of the same devset example by example, which tells smaller differences apart than two separate
 * intervals can. Rows that either program was not scored on are left out.
 *
 * The interval is Student's over the differences. Where all differences are equal they say nothing of their variance: it is
 * then Wilson's, stretched over the range from −1 to 1.
 *
 * @param before the evaluation to compare with, such as the student's.
 * @param after the evaluation of interest, such as the compiled program's.
 * @throws {@link InvalidArgumentError} for a result that does not keep all rows.
 */
export function compareResults(before: Compared, after: Compared): PairedComparison {
  for (const { keptRows = 'all' } of [before, after]) {
    if (keptRows === 'all') continue;
    throw new InvalidArgumentError('compareResults(before, after)', {
      found: `a result that keeps its rows as "${keptRows}"`,
      expected: 'two results with all rows.',
      fix: "evaluate with keepRows: 'all'.",
    });
  }
  const differences = pairedDifferences(before.rows, after.rows);
  const wins = differences.filter((difference) => difference > 0).length;
  const losses = differences.filter((difference) => difference < 0).length;
  return {
    difference: meanOf(differences),
    interval: differenceInterval(differences),
    n: differences.length,
    wins,
    losses,
    ties: differences.length - wins - losses,
    pValue: signTest(wins, losses),
  };
}

/** A result as far as it can be compared. */
type Compared = Pick<EvaluationData, 'rows'> & Partial<Pick<EvaluationData, 'keptRows'>>;

function pairedDifferences(before: readonly EvaluationRow[], after: readonly EvaluationRow[]): number[] {
  const scores = new Map(before.map((row) => [row.index, row.score]));
  const differences: number[] = [];
  for (const row of after) {
    const score = scores.get(row.index);
    if (score !== undefined && row.score !== undefined) differences.push(row.score - score);
  }
  return differences;
}
