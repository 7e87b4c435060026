import { InvalidArgumentError } from '../../errors';
import type { Usage } from '../../messages';
import { assertKnownOptions } from '../../util';

/** US dollars for a million tokens. */
export interface TokenPrices {
  /** Input that no cache served. */
  readonly input: number;
  /** Output. */
  readonly output: number;
  /**
   * Input that the provider's prompt cache served.
   * @default `input`
   */
  readonly cachedInput?: number;
  /**
   * Input written to the provider's prompt cache.
   * @default `input`
   */
  readonly cacheWrite?: number;
  /**
   * Output spent on reasoning.
   * @default `output`
   */
  readonly reasoning?: number;
}

/** What a model costs. */
export interface ModelPrice extends TokenPrices {
  /**
   * Other prices for all tokens of a request whose input is longer than `over` tokens.
   * @default the same whatever the length
   */
  readonly longInput?: TokenPrices & { readonly over: number };
}

/** Prices by `provider/model`. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

const MILLION = 1_000_000;
const KINDS = ['input', 'output', 'cachedInput', 'cacheWrite', 'reasoning'] as const;

/** What a usage costs, in US dollars. Cached and reasoning tokens are parts of the others: nothing is counted twice. */
export function costOf(usage: Usage, price: ModelPrice): number {
  const { input, output, ...special } = pricesFor(usage.inputTokens, price);
  const { cachedInput = input, cacheWrite = input, reasoning = output } = special;
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  const plainInput = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
  const plainOutput = Math.max(0, outputTokens - reasoningTokens);
  const total =
    plainInput * input +
    cachedInputTokens * cachedInput +
    cacheWriteTokens * cacheWrite +
    plainOutput * output +
    reasoningTokens * reasoning;
  return total / MILLION;
}

/** The most that so many tokens can cost, in US dollars. */
export function mostOf(
  tokens: { readonly input: number; readonly output: number },
  price: ModelPrice,
): number {
  const tiers = [
    price,
    price.longInput !== undefined && tokens.input > price.longInput.over ? price.longInput : price,
  ];
  const worst = tiers.map(({ input, output, cachedInput = 0, cacheWrite = 0, reasoning = 0 }) => {
    const dearestInput = Math.max(input, cachedInput, cacheWrite);
    return tokens.input * dearestInput + tokens.output * Math.max(output, reasoning);
  });
  return Math.max(...worst) / MILLION;
}

function pricesFor(inputTokens: number, { longInput, ...prices }: ModelPrice): TokenPrices {
  return longInput !== undefined && inputTokens > longInput.over ? longInput : prices;
}

/**
 * Refuses what is no price.
 *
 * @param where the option as the user wrote it.
 */
export function assertPrice(price: unknown, where: string): void {
  if (typeof price !== 'object' || price === null) {
    throw new InvalidArgumentError(where, {
      found: price === null ? 'null' : typeof price,
      expected: 'US dollars for a million tokens, such as { input: 0.25, output: 2 }.',
    });
  }
  assertKnownOptions(price, [...KINDS, 'longInput'], where);
  const { longInput, ...prices } = price as ModelPrice;
  assertAmounts(prices, where);
  if (longInput === undefined) return;
  const { over, ...long } = longInput;
  assertAmounts(long, `${where} longInput`);
  if (!(over > 0))
    throw new InvalidArgumentError(`${where} longInput.over`, {
      found: String(over),
      expected: 'a number of tokens.',
    });
}

function assertAmounts(prices: TokenPrices, where: string): void {
  for (const kind of KINDS) {
    const amount = prices[kind];
    if (amount === undefined && kind !== 'input' && kind !== 'output') continue;
    if (typeof amount === 'number' && Number.isFinite(amount) && amount >= 0) continue;
    throw new InvalidArgumentError(`${where} ${kind}`, {
      found: String(amount),
      expected: 'US dollars for a million tokens, at least 0.',
    });
  }
}
