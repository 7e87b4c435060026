import { LmError } from '../lm-error';
import type { BudgetAmount, BudgetLimits } from './budget-limits';

/** What a {@link BudgetExceededError} tells. */
export interface BudgetFacts {
  readonly limits: BudgetLimits;
  readonly spent: BudgetAmount;
  /** The most that the refused attempt could have cost. */
  readonly wanted: BudgetAmount;
}

/** The most that a call could cost does not fit into what a budget has left; nothing was sent. */
export class BudgetExceededError extends LmError {
  static override readonly code: string = 'BUDGET_EXCEEDED';
  static override readonly reachesProvider: boolean = false;

  readonly limits: BudgetLimits;
  readonly spent: BudgetAmount;

  constructor({ limits, spent, wanted }: BudgetFacts) {
    super({
      problem: 'The budget does not allow another call: nothing was sent.',
      found: `spent ${show(spent)}; the call could take ${show(wanted)}.`,
      expected: `at most ${show(limits)} in all.`,
      fix: 'raise the budget, or set a lower maxTokens so that calls can cost less.',
    });
    this.limits = limits;
    this.spent = spent;
  }
}

function show({ usd, tokens, calls }: BudgetAmount): string {
  const parts = [
    usd === undefined ? undefined : `$${Number(usd.toPrecision(6))}`,
    tokens === undefined ? undefined : `${tokens} tokens`,
    calls === undefined ? undefined : `${calls} calls`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
