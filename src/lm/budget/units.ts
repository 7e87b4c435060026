/** Dollars, tokens and attempts. */
export interface Amount {
  readonly usd: number;
  readonly tokens: number;
  readonly calls: number;
}

export const KINDS = ['usd', 'tokens', 'calls'] as const;

/** The same in whole numbers, dollars as billionths, so that sums are exact. */
export type Units = Amount;

export const NOTHING: Units = Object.freeze({ usd: 0, tokens: 0, calls: 0 });

const PER_DOLLAR = 1e9;

/** @param rounding up for what is spent, down for what may be. */
export function toUnits(amount: Partial<Amount>, rounding: 'up' | 'down'): Units {
  const { usd = 0, tokens = 0, calls = 0 } = amount;
  return { usd: dollarUnits(usd, rounding), tokens, calls };
}

export function toAmount({ usd, tokens, calls }: Units): Amount {
  return Object.freeze({ usd: usd / PER_DOLLAR, tokens, calls });
}

export function add(left: Units, right: Units): Units {
  return { usd: left.usd + right.usd, tokens: left.tokens + right.tokens, calls: left.calls + right.calls };
}

/** Never below zero. */
export function subtract(left: Units, right: Units): Units {
  return {
    usd: Math.max(0, left.usd - right.usd),
    tokens: Math.max(0, left.tokens - right.tokens),
    calls: Math.max(0, left.calls - right.calls),
  };
}

export function fits(amount: Units, caps: Units): boolean {
  return amount.usd <= caps.usd && amount.tokens <= caps.tokens && amount.calls <= caps.calls;
}

/** Binary fractions may round the wrong way by one unit. */
function dollarUnits(usd: number, rounding: 'up' | 'down'): number {
  if (!Number.isFinite(usd)) return usd;
  const units = usd * PER_DOLLAR;
  if (rounding === 'up') return Math.ceil(Number(units.toPrecision(15)));
  const down = Math.floor(Number(units.toPrecision(15)));
  return down / PER_DOLLAR > usd ? down - 1 : down;
}
