import { assertKnownOptions } from '../../util';
import { LmConfigurationError } from '../lm-errors';
import { BudgetExceededError } from './budget-errors';
import { assertLimits, type BudgetAmount, type BudgetLimits } from './budget-limits';
import { add, type Amount, fits, KINDS, NOTHING, subtract, toAmount, type Units, toUnits } from './units';
import { WaitingLine } from './waiting-line';

/** An amount set aside for one attempt. Exactly one of its methods is to be called, once; later calls do nothing. */
export interface BudgetReservation {
  /** Replaces the reserved amount by what it really was. */
  settle(actual: BudgetAmount): void;
  /** Gives it back: nothing was spent. */
  release(): void;
}

let budgets = 0;

const BRAND = Symbol.for('dspex.budget');

/**
 * A sum that cannot be overspent: every attempt sets aside the most it can cost before it is sent, and is refused when that
 * does not fit.
 *
 * When it would fit but for attempts that are under way, it waits for them: they mostly cost less than was set aside. The
 * most an attempt can cost is known where `maxTokens` is set; else 4,096 output tokens are assumed, and a reply beyond them
 * may go beyond the budget by as much.
 *
 * @example
 * ```ts
 * const budget = new Budget({ usd: 2 });
 * await withBudget(budget, () => program.call({ question }));
 * console.log(budget.spent.usd, budget.remaining.usd);
 * ```
 */
export class Budget {
  /** @internal For a fixed order of reserving, so that two budgets never wait for each other. */
  readonly order = ++budgets;
  readonly limits: BudgetLimits;
  readonly #caps: Units;
  readonly #line = new WaitingLine();
  #spent: Units;
  #reserved: Units = NOTHING;

  /**
   * @param limits the most that may be spent.
   * @param spent what was spent before, such as by an earlier process. @default nothing
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(limits: BudgetLimits, spent: BudgetAmount = {}) {
    assertLimits(limits, 'new Budget(limits)');
    assertKnownOptions(spent, KINDS, 'new Budget(limits, spent)');
    this.limits = Object.freeze({ ...limits });
    this.#caps = {
      usd: toUnits({ usd: limits.usd ?? Number.POSITIVE_INFINITY }, 'down').usd,
      tokens: Math.floor(limits.tokens ?? Number.POSITIVE_INFINITY),
      calls: Math.floor(limits.calls ?? Number.POSITIVE_INFINITY),
    };
    this.#spent = toUnits(spent, 'up');
  }

  get [BRAND](): true {
    return true;
  }

  /** Whether the value is a budget, from this or another copy of the library. */
  static isInstance(value: unknown): value is Budget {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** What attempts that have ended really cost. */
  get spent(): Amount {
    return toAmount(this.#spent);
  }

  /** What is set aside for attempts that are under way. */
  get reserved(): Amount {
    return toAmount(this.#reserved);
  }

  /** What is neither spent nor set aside; `Infinity` where there is no limit. Never below 0. */
  get remaining(): Amount {
    return toAmount(subtract(this.#caps, add(this.#spent, this.#reserved)));
  }

  /**
   * Sets an amount aside, when there is room for it: at once, or as soon as attempts under way leave room.
   *
   * @param signal ends the waiting.
   * @throws (as a rejection) {@link BudgetExceededError} when it cannot fit; {@link LmConfigurationError} when dollars are
   * limited and the price is unknown; the signal's reason.
   */
  async reserve(amount: BudgetAmount, signal?: AbortSignal): Promise<BudgetReservation> {
    this.#assertPriced(amount);
    const wanted = toUnits(amount, 'up');
    // Whoever comes later does not overtake those who wait.
    while (this.#line.isWaited || !this.#fits(wanted, this.#reserved)) {
      if (!this.#fits(wanted, NOTHING)) break;
      await this.#line.wait(signal);
      if (this.#fits(wanted, this.#reserved)) break;
    }
    signal?.throwIfAborted();
    if (!this.#fits(wanted, this.#reserved)) {
      throw new BudgetExceededError({ limits: this.limits, spent: this.spent, wanted: amount });
    }
    return this.#setAside(wanted);
  }

  /** Counts something that was spent without having been set aside. */
  charge(amount: BudgetAmount): void {
    this.#spent = add(this.#spent, toUnits(amount, 'up'));
  }

  #setAside(wanted: Units): BudgetReservation {
    this.#reserved = add(this.#reserved, wanted);
    let isOpen = true;
    const close = (actual: Units): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#reserved = subtract(this.#reserved, wanted);
      this.#spent = add(this.#spent, actual);
      this.#line.wakeAll();
    };
    return Object.freeze({
      settle: (actual: BudgetAmount) => close(toUnits(actual, 'up')),
      release: () => close(NOTHING),
    });
  }

  #fits(wanted: Units, reserved: Units): boolean {
    return fits(add(add(this.#spent, reserved), wanted), this.#caps);
  }

  #assertPriced({ usd }: BudgetAmount): void {
    if (usd !== undefined || this.limits.usd === undefined) return;
    throw new LmConfigurationError({
      problem: 'A budget in dollars cannot be kept: the price of the model is unknown. Nothing was sent.',
      fix: "tell it: new LM(model, { price: { input: 0.25, output: 2 } }), or configure({ prices: { 'provider/model': … } }).",
    });
  }
}
