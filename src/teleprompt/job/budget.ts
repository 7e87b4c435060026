import { InvalidArgumentError } from '../../errors';
import { Budget } from '../../lm';
import { addUsage, NO_USAGE, type Usage } from '../../messages';
import { assertKnownOptions } from '../../util';

/** The most a compilation may spend; each bound is checked before the call that would cross it. */
export interface CompileBudget {
  /** Dollars, for models whose prices are known. @default no bound */
  readonly usd?: number;
  /** Tokens read and written together. @default no bound */
  readonly tokens?: number;
  /** Calls that reach a model's provider. @default no bound */
  readonly lmCalls?: number;
  /** Runs of the program on an example to score it; a teacher's are not among them. @default no bound */
  readonly metricCalls?: number;
  /** Minutes, those of earlier processes of a resumed job included. @default no bound */
  readonly minutes?: number;
}

/** What a compilation has spent. */
export interface Spending {
  readonly usage: Usage;
  readonly metricCalls: number;
  /** Dollars; undefined where a price is unknown. */
  readonly usd: number | undefined;
  readonly minutes: number;
}

type Bound = keyof CompileBudget;

const BOUNDS: readonly Bound[] = ['usd', 'tokens', 'lmCalls', 'metricCalls', 'minutes'];

/**
 * Counts what is spent and says when no more may be.
 *
 * What calls of models may cost is set aside by a {@link Budget} before they are sent; here it is seen early that nothing is left.
 */
export class Ledger {
  readonly #budget: CompileBudget;
  readonly #now: () => number;
  readonly #startedAt: number;
  #usage: Usage = NO_USAGE;
  #metricCalls = 0;
  #earlierMinutes = 0;
  #metricCallsUnderWay = 0;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(budget: CompileBudget, now: () => number) {
    assertKnownOptions(budget, BOUNDS, 'compile(student, { budget })');
    for (const bound of BOUNDS) {
      const value = budget[bound];
      if (value === undefined || (value >= 0 && !Number.isNaN(value))) continue;
      throw new InvalidArgumentError(`compile(student, { budget: { ${bound} } })`, {
        found: String(value),
        expected: 'a number of at least 0.',
      });
    }
    this.#budget = budget;
    this.#now = now;
    this.#startedAt = now();
  }

  get spending(): Spending {
    return {
      usage: this.#usage,
      metricCalls: this.#metricCalls,
      usd: this.#usage.cost,
      minutes: this.#minutes,
    };
  }

  /** What calls of models are held to; undefined where no bound concerns them. */
  modelBudget(): Budget | undefined {
    const { usd, tokens, lmCalls } = this.#budget;
    const limits = {
      ...(usd === undefined ? {} : { usd }),
      ...(tokens === undefined ? {} : { tokens }),
      ...(lmCalls === undefined ? {} : { calls: lmCalls }),
    };
    if (Object.keys(limits).length === 0) return undefined;
    const { cost, requests } = this.#usage;
    const spent = {
      tokens: tokensOf(this.#usage),
      calls: requests,
      ...(cost === undefined ? {} : { usd: cost }),
    };
    return new Budget(limits, spent);
  }

  /** Takes over what an earlier process of the job has spent. */
  recall(usage: Usage, metricCalls: number, minutes = 0): void {
    this.#usage = addUsage(this.#usage, usage);
    this.#metricCalls += metricCalls;
    this.#earlierMinutes = Math.max(this.#earlierMinutes, minutes);
  }

  /** The bound that leaves no room for another call; undefined if there is room. */
  exhausted(metricCalls: 0 | 1): Bound | undefined {
    const { usd, tokens, lmCalls, metricCalls: evaluations, minutes } = this.#budget;
    const isOver = (bound: number | undefined, spent: number): boolean =>
      bound !== undefined && spent >= bound;
    if (isOver(usd, this.#usage.cost ?? 0)) return 'usd';
    if (isOver(tokens, tokensOf(this.#usage))) return 'tokens';
    if (isOver(lmCalls, this.#usage.requests)) return 'lmCalls';
    if (minutes !== undefined && this.#minutes >= minutes) return 'minutes';
    const planned = this.#metricCalls + this.#metricCallsUnderWay + metricCalls;
    return evaluations !== undefined && metricCalls > 0 && planned > evaluations ? 'metricCalls' : undefined;
  }

  /** What is left of the bounds that models' own budgets do not hold: for a job within this one. */
  get left(): Pick<CompileBudget, 'metricCalls' | 'minutes'> {
    const { metricCalls, minutes } = this.#budget;
    return {
      ...(metricCalls === undefined ? {} : { metricCalls: Math.max(0, metricCalls - this.#metricCalls) }),
      ...(minutes === undefined ? {} : { minutes: Math.max(0, minutes - this.#minutes) }),
    };
  }

  /** Reserves room for a call; the result takes what it came to, or nothing if the call was never made. */
  begin(metricCalls: 0 | 1): (usage: Usage | undefined) => void {
    this.#metricCallsUnderWay += metricCalls;
    return (usage) => {
      this.#metricCallsUnderWay -= metricCalls;
      if (usage === undefined) return;
      this.#metricCalls += metricCalls;
      this.#usage = addUsage(this.#usage, usage);
    };
  }

  get #minutes(): number {
    return this.#earlierMinutes + (this.#now() - this.#startedAt) / 60_000;
  }
}

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens;
}
