import type { ModelPrice, PriceTable } from './model-price';

/** When the prices below were last compared with what the providers publish. */
export const PRICES_AS_OF = '2026-11-06';

/** OpenAI asks for twice the input price and one and a half times the output price beyond this many tokens. */
const LONG_INPUT = 272_000;

function withLongInput(price: Required<Omit<ModelPrice, 'longInput' | 'reasoning'>>): ModelPrice {
  const { input, output, cachedInput, cacheWrite } = price;
  const longInput = {
    over: LONG_INPUT,
    input: 2 * input,
    cachedInput: 2 * cachedInput,
    cacheWrite: 2 * cacheWrite,
    output: 1.5 * output,
  };
  return { ...price, longInput };
}

/** Anthropic's prompt cache: reads cost a part of the input price, writes (of five minutes) a quarter more. */
function claude(input: number, output: number, readShare = 0.1): ModelPrice {
  return { input, output, cachedInput: input * readShare, cacheWrite: input * 1.25 };
}

/**
 * What the providers' own servers ask, in US dollars for a million tokens, as of {@link PRICES_AS_OF}: standard service, no
 * batch, no discounts.
 *
 * @remarks Sources: developers.openai.com/api/docs/pricing, platform.claude.com/docs/en/about-claude/pricing.
 */
export const PRICES: PriceTable = Object.freeze({
  'embedded/default': { input: 0, output: 0 },
  'mock/mock': { input: 0, output: 0 },

  'openai/gpt-6-astra': withLongInput({ input: 10, cachedInput: 1, cacheWrite: 12.5, output: 50 }),
  'openai/gpt-6.1-sol': withLongInput({ input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10 }),
  'openai/gpt-6-sol': withLongInput({ input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 10 }),
  'openai/gpt-6-luna': withLongInput({ input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 }),
  'openai/gpt-5.6-sol': withLongInput({ input: 4, cachedInput: 0.4, cacheWrite: 4, output: 20 }),
  'openai/gpt-5.6-terra': withLongInput({ input: 2, cachedInput: 0.2, cacheWrite: 2, output: 12 }),
  'openai/gpt-5.6-luna': withLongInput({ input: 0.2, cachedInput: 0.02, cacheWrite: 0.2, output: 1.2 }),
  'openai/gpt-5.5': withLongInput({ input: 5, cachedInput: 0.5, cacheWrite: 5, output: 30 }),
  'openai/gpt-5.4': withLongInput({ input: 2.5, cachedInput: 0.25, cacheWrite: 2.5, output: 15 }),
  'openai/gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'openai/gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
  'openai/gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'openai/gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'openai/gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
  'openai/gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'openai/gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'openai/gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'openai/gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'openai/gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'openai/o3': { input: 2, cachedInput: 0.5, output: 8 },
  'openai/o4-mini': { input: 1.1, cachedInput: 0.275, output: 4.4 },

  'anthropic/claude-fable-5-1': claude(10, 50, 0.025),
  'anthropic/claude-fable-5': claude(10, 50),
  'anthropic/claude-opus-5-5': claude(4, 20, 0.05),
  'anthropic/claude-opus-5': claude(5, 25),
  'anthropic/claude-opus-4-8': claude(5, 25),
  'anthropic/claude-opus-4-7': claude(5, 25),
  'anthropic/claude-opus-4-6': claude(5, 25),
  'anthropic/claude-opus-4-5': claude(5, 25),
  'anthropic/claude-opus-4-1': claude(15, 75),
  'anthropic/claude-sonnet-5-5': claude(2, 10, 0.05),
  'anthropic/claude-sonnet-5': claude(2, 10),
  'anthropic/claude-sonnet-4-6': claude(3, 15),
  'anthropic/claude-sonnet-4-5': claude(3, 15),
  'anthropic/claude-sonnet-4': claude(3, 15),
  'anthropic/claude-haiku-5-5': { ...claude(0.1, 0.5), longInput: { over: 100_000, ...claude(0.5, 2.5) } },
  'anthropic/claude-haiku-4-5': claude(1, 5),
  'anthropic/claude-haiku-3-5': claude(0.8, 4),
});
