import { LM, MockLM, PRICES, PRICES_AS_OF, priceOf, trackUsage, type ModelPrice } from '../../../src/lm';
import { costOf } from '../../../src/lm/prices/model-price';
import { Evaluate } from '../../../src/evaluate';
import { Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';
import { addUsage, NO_USAGE, type Usage } from '../../../src/messages';
import { configure, withContext } from '../../../src/settings';

const usage = (parts: Partial<Usage>): Usage => ({ ...NO_USAGE, requests: 1, ...parts });
const PRICE: ModelPrice = { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15 };

describe('costOf', () => {
  it('counts cached tokens once, the same for both vendors (b165)', () => {
    const anthropic = usage({
      inputTokens: 2000,
      cachedInputTokens: 500,
      cacheWriteTokens: 300,
      outputTokens: 100,
    });
    const openai = usage({ inputTokens: 2000, cachedInputTokens: 500, outputTokens: 100 });
    expect(costOf(anthropic, PRICE)).toBeCloseTo(0.006375, 9);
    expect(costOf(openai, PRICE)).toBeCloseTo(0.00615, 9);
  });

  it('prices reasoning and long inputs apart where the price says so', () => {
    const price = { input: 1, output: 2, reasoning: 4, longInput: { over: 100, input: 10, output: 20 } };
    expect(costOf(usage({ inputTokens: 100, outputTokens: 30, reasoningTokens: 10 }), price)).toBeCloseTo(
      180e-6,
      12,
    );
    expect(costOf(usage({ inputTokens: 101, outputTokens: 10 }), price)).toBeCloseTo(1210e-6, 12);
  });
});

describe('the price of a model', () => {
  it('is in the table, with the day it was taken', () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(PRICES['openai/gpt-5-mini']).toEqual({ input: 0.25, cachedInput: 0.025, output: 2 });
  });

  it("is that of the family for a dated name, and nobody's for another model", () => {
    expect(priceOf('openai/gpt-4o-mini-2024-07-18')).toBe(PRICES['openai/gpt-4o-mini']);
    expect(priceOf('anthropic/claude-haiku-4-5-20251001')).toBe(PRICES['anthropic/claude-haiku-4-5']);
    expect(priceOf('openai/gpt-4o-mini-tuned')).toBeUndefined();
    expect(priceOf('local/toString')).toBeUndefined();
  });

  it("is the user's before the table's", async () => {
    const reply = { text: 'x', usage: { inputTokens: 1_000_000, outputTokens: 0 } };
    const ask = (options = {}) =>
      new MockLM([reply], { provider: 'openai', model: 'gpt-5-mini', ...options }).generate('x');
    expect((await ask()).cost).toBe(0.25);
    const prices = { 'openai/gpt-5-mini': { input: 7, output: 7 } };
    expect((await withContext({ prices }, () => ask())).cost).toBe(7);
    expect((await withContext({ prices }, () => ask({ price: { input: 9, output: 9 } }))).cost).toBe(9);
  });

  it.each([
    [() => new LM('openai/x', { price: { input: 1 } as never })],
    [() => new LM('openai/x', { price: { input: -1, output: 1 } })],
    [() => new LM('openai/x', { price: { input: 1, output: 1, cached: 1 } as never })],
    [() => configure({ prices: { 'openai/x': { input: Number.NaN, output: 1 } } })],
    [() => configure({ prices: { 'openai/x': null as never } })],
  ])('is refused when it is none', (make) => {
    expect(make).toThrow(expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/) }));
  });
});

describe('the cost of calls', () => {
  it('is undefined, not 0, where the price or the tokens are unknown', async () => {
    const reply = { text: 'x', usage: { inputTokens: 10, outputTokens: 5 } };
    const unknown = await new MockLM([reply], { provider: 'local', model: 'qwen' }).generate('x');
    expect([unknown.cost, unknown.usage.cost]).toEqual([undefined, undefined]);
    const untold = await new MockLM(['x'], { provider: 'local', model: 'qwen', price: PRICE }).generate('x');
    expect(untold.usage.cost).toBeUndefined();
  });

  it('of a sum is known when that of all parts is', () => {
    const priced = usage({ inputTokens: 1, cost: 2 });
    expect(addUsage(priced, priced).cost).toBe(4);
    expect(addUsage(priced, NO_USAGE).cost).toBe(2);
    expect(addUsage(priced, usage({ inputTokens: 1 })).cost).toBeUndefined();
  });

  it('is in what trackers count, failed attempts included', async () => {
    const lm = new MockLM([new Error('down'), { text: 'x', usage: { inputTokens: 1_000_000 } }], {
      price: PRICE,
    });
    const { usage: total } = await trackUsage(async () => {
      await lm.generate('x').catch(() => undefined);
      await lm.generate('x');
    });
    expect(total).toMatchObject({ requests: 2, cost: 3 });
  });

  it('is in predictions, in the totals of an evaluation, and in the history', async () => {
    const reply = {
      text: '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]',
      usage: { inputTokens: 1_000_000 },
    };
    const lm = new MockLM(() => reply, { price: PRICE });
    const program = new Predict('question -> answer', { lm });
    expect((await program.call({ question: 'Where?' })).usage.cost).toBe(3);
    const devset = ['a', 'b'].map((question) =>
      Example.from({ question, answer: 'Paris' }).withInputs('question'),
    );
    const result = await new Evaluate({ devset, metric: () => true, progress: false }).call(program);
    expect([result.usage.cost, lm.inspectHistory(1).includes('1000000 + 0 tokens, $3')]).toEqual([6, true]);
  });

  it('of a reply out of the cache is 0', async () => {
    const { MemoryStore } = await import('../../../src/cache');
    const lm = new MockLM(() => ({ text: 'x', usage: { inputTokens: 10, outputTokens: 1 } }), {
      cache: new MemoryStore(),
      price: PRICE,
    });
    const first = await lm.generate('x');
    const second = await lm.generate('x');
    expect([first.cacheStatus, first.attempts, second.cacheStatus, second.attempts, second.cost]).toEqual([
      'miss',
      1,
      'hit-memory',
      0,
      0,
    ]);
    expect((await lm.generate('x', { cache: false })).cacheStatus).toBe('off');
  });
});
