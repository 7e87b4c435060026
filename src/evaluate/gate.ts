import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import { ScoreGateError } from './evaluate-errors';
import type { EvaluationData } from './evaluation-summary';

/** How a gate judges. */
export interface GateOptions {
  /**
   * What has to reach the bar: the score itself; the low end of its interval, so that it is there almost surely; or the high end, so that
   * only what is almost surely below is refused.
   * @default 'score'
   */
  readonly by?: 'score' | 'low' | 'high';
  /**
   * The largest share of rows that may be without a score: the rest says little of a program that mostly failed. 0 to 1.
   * @default 0.1
   */
  readonly maxUnscored?: number;
  /**
   * Whether each slice has to reach the bar as well.
   * @default false
   */
  readonly slices?: boolean;
}

type Gated = Pick<EvaluationData, 'score' | 'n' | 'interval' | 'errors'>;

/**
 * Lets a result pass, or throws.
 *
 * @throws {@link ScoreGateError}, {@link InvalidArgumentError}, {@link UnknownOptionError}.
 */
export function assertGate(result: EvaluationData, minScore: number, options: GateOptions): void {
  const where = 'result.assertScore(minScore, options)';
  assertKnownOptions(options, ['by', 'maxUnscored', 'slices'], where);
  const { by = 'score', maxUnscored = 0.1, slices = false } = options;
  if (!Number.isFinite(minScore))
    throw new InvalidArgumentError(where, { found: String(minScore), expected: 'a finite score.' });
  if (!['score', 'low', 'high'].includes(by))
    throw new InvalidArgumentError(`${where} by`, { found: by, expected: 'score, low, high.' });
  if (!(maxUnscored >= 0 && maxUnscored <= 1))
    throw new InvalidArgumentError(`${where} maxUnscored`, {
      found: String(maxUnscored),
      expected: '0 to 1.',
    });
  if (slices && result.slices.length === 0)
    throw new InvalidArgumentError(`${where} slices`, {
      found: 'a result without slices',
      expected: 'slices.',
      fix: 'give `sliceBy` to `new Evaluate(...)`.',
    });
  const unscored = failuresOf(result);
  const share = unscored / Math.max(1, unscored + result.n);
  if (share > maxUnscored) throw new ScoreGateError({ ...result, minScore, by, unscored });
  const parts: readonly (Gated & { readonly name?: string })[] = slices
    ? [result, ...result.slices]
    : [result];
  for (const part of parts) {
    if (!(reached(part, by) >= minScore))
      throw new ScoreGateError({ ...part, minScore, by, slice: part.name });
  }
}

function reached({ score, interval }: Gated, by: 'score' | 'low' | 'high'): number {
  if (by === 'score') return score;
  return by === 'low' ? interval[0] : interval[1];
}

function failuresOf({ errors, total, n }: EvaluationData): number {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  // A failure that was given a score has one.
  return Math.min(failed, Math.max(0, total - n));
}
