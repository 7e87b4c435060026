import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import { type Amount, KINDS } from './units';

/** The most that may be spent. At least one of them. */
export interface BudgetLimits {
  /** US dollars, for models whose price is known. @default no limit */
  readonly usd?: number;
  /** Tokens read and written together. @default no limit */
  readonly tokens?: number;
  /** Attempts that reach a provider, failed ones and retries included. @default no limit */
  readonly calls?: number;
}

/** Dollars, tokens and attempts. `usd` is absent when the price is unknown. */
export type BudgetAmount = Partial<Amount>;

/** Refuses what is no budget. */
export function assertLimits(limits: BudgetLimits, where: string): void {
  if (typeof limits !== 'object' || limits === null) {
    throw new InvalidArgumentError(where, { found: typeof limits, expected: 'limits such as { usd: 2 }.' });
  }
  assertKnownOptions(limits, KINDS, where);
  const given = KINDS.filter((kind) => limits[kind] !== undefined);
  if (given.length === 0) {
    throw new InvalidArgumentError(where, { found: 'no limit', expected: 'one of usd, tokens, calls.' });
  }
  for (const kind of given) {
    const limit = limits[kind] as number;
    if (typeof limit === 'number' && limit >= 0) continue;
    throw new InvalidArgumentError(`${where} ${kind}`, {
      found: String(limit),
      expected: 'a number of at least 0.',
    });
  }
}
