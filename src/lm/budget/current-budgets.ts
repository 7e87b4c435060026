import { contextSlot } from '../../context';
import { InvalidArgumentError } from '../../errors';
import { Budget } from './budget';

const enclosing = contextSlot<readonly Budget[]>('budgets', Object.freeze([]));

/**
 * Runs `body` with every model call in it, and in all it starts, held to the budget. Budgets nest: an inner call is held to
 * the outer ones too.
 *
 * @returns what `body` returns.
 * @throws {@link InvalidArgumentError}; what `body` throws, {@link BudgetExceededError} among it.
 *
 * @example
 * ```ts
 * const answer = await withBudget(new Budget({ usd: 0.5 }), () => program.call({ question }));
 * ```
 */
export function withBudget<Result>(budget: Budget, body: () => Result): Result {
  if (!Budget.isInstance(budget)) {
    throw new InvalidArgumentError('withBudget(budget, body)', {
      found: typeof budget,
      expected: 'a Budget.',
      fix: 'withBudget(new Budget({ usd: 1 }), () => …)',
    });
  }
  return enclosing.run([...enclosing.get(), budget], body);
}

/** All budgets that hold here, each once, in the order in which they are to be reserved. */
export function budgetsInForce(own: Budget | undefined): readonly Budget[] {
  const outer = enclosing.get();
  if (own === undefined && outer.length <= 1) return outer;
  const all = new Set(own === undefined ? outer : [...outer, own]);
  return [...all].sort((left, right) => left.order - right.order);
}
