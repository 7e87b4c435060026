import { InvalidArgumentError } from '../errors';

/** Refuses what is no number of at least so much; undefined passes. */
export function assertAtLeast(value: number | undefined, least: number, where: string): void {
  if (value === undefined || (typeof value === 'number' && value >= least)) return;
  throw new InvalidArgumentError(where, { found: String(value), expected: `a number, at least ${least}.` });
}

/** Refuses what is no time; undefined passes. */
export function assertDuration(value: number | undefined, where: string): void {
  if (value === undefined || (typeof value === 'number' && value > 0)) return;
  throw new InvalidArgumentError(where, {
    found: String(value),
    expected: 'milliseconds, more than 0; Infinity for no limit.',
  });
}
