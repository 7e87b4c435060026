import type { Usage } from '../../messages';
import type { Budget, BudgetReservation } from '../budget/budget';
import type { BudgetAmount } from '../budget/budget-limits';
import { budgetsInForce } from '../budget/current-budgets';
import { worstCaseOf } from '../budget/worst-case';
import type { LanguageModel, LmCall } from '../language-model';
import { LmError } from '../lm-error';
import type { ModelPrice } from '../prices/model-price';
import { priceOf } from '../prices/price-of';
import type { LmRequest } from '../request';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** What a model is held to besides the budgets of the context. */
export interface BudgetedOptions {
  /** Held besides the budgets of the context. @default those of the context alone */
  readonly budget?: Budget | undefined;
  /** What the model costs. @default the price in force for the model's name */
  readonly price?: ModelPrice | undefined;
}

/**
 * Refuses attempts that could cost more than a budget has left, before they are sent.
 *
 * An attempt of which nobody knows whether it was served (broken, timed out, aborted) counts as much as was set aside for it.
 */
export function budgeted(inner: LanguageModel, { budget, price }: BudgetedOptions = {}): LanguageModel {
  const name = `${inner.provider}/${inner.model}`;
  const open = (budgets: readonly Budget[], request: LmRequest, call: LmCall): Promise<Account> =>
    openAccount(budgets, worstCaseOf(request, price ?? priceOf(name)), call.signal);
  return wrapModel(
    inner,
    (request, call) => {
      const budgets = budgetsInForce(budget);
      if (budgets.length === 0) return inner.doGenerate(request, call);
      return (async () => {
        const account = await open(budgets, request, call);
        try {
          const response = await inner.doGenerate(request, call);
          account.settle(response.usage);
          return response;
        } catch (error) {
          account.fail(error);
          throw error;
        }
      })();
    },
    (request, call) => {
      const budgets = budgetsInForce(budget);
      if (budgets.length === 0) return streamOf(inner, request, call);
      return (async function* () {
        const account = await open(budgets, request, call);
        yield* observeStream(streamOf(inner, request, call), {
          finished: ({ usage }) => account.settle(usage),
          failed: account.fail,
          left: account.fail,
        });
      })();
    },
  );
}

/** What is set aside for one attempt in all budgets. */
interface Account {
  readonly settle: (usage: Usage) => void;
  readonly fail: (error: unknown) => void;
}

async function openAccount(
  budgets: readonly Budget[],
  worst: BudgetAmount,
  signal: AbortSignal | undefined,
): Promise<Account> {
  const reservations: BudgetReservation[] = [];
  try {
    for (const one of budgets) reservations.push(await one.reserve(worst, signal));
  } catch (error) {
    for (const reservation of reservations) reservation.release();
    throw error;
  }
  const close = (actual: BudgetAmount): void => {
    for (const reservation of reservations) reservation.settle(actual);
  };
  return {
    settle: ({ cost, inputTokens, outputTokens, requests }) =>
      close({
        usd: cost ?? worst.usd ?? 0,
        tokens: inputTokens + outputTokens,
        calls: Math.max(1, requests),
      }),
    fail: (error) => {
      if (error instanceof LmError && !error.reachedProvider) for (const one of reservations) one.release();
      else close(error instanceof LmError && error.status !== undefined ? { calls: 1 } : worst);
    },
  };
}
