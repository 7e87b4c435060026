import fc from 'fast-check';
import {
  Budget,
  BudgetExceededError,
  LmConfigurationError,
  MockLM,
  withBudget,
  type LmRequest,
} from '../../../src/lm';
import { MemoryStore } from '../../../src/cache';
import { LmRateLimitError } from '../../../src/lm';

const price = { input: 1, output: 10 };
const ask: LmRequest = { messages: [{ role: 'user', content: 'Hi' }], settings: { maxTokens: 100 } };
const reply = { text: 'x', usage: { inputTokens: 20, outputTokens: 100 } };

describe('Budget', () => {
  it('refuses a call that could cross it before anything is sent', async () => {
    const lm = new MockLM(() => reply, { price, budget: { usd: 0.0015 } });
    await lm.generate(ask);
    await expect(lm.generate(ask)).rejects.toThrow(BudgetExceededError);
    expect(lm.requests).toHaveLength(1);
  });

  it.each([
    [{ calls: 2 }, 2],
    [{ tokens: 500 }, 3],
    [{ usd: 0 }, 0],
    [{ usd: 100 }, 5],
  ])('of %j allows as many calls as fit', async (limits, allowed) => {
    const budget = new Budget(limits);
    const lm = new MockLM(() => reply, { price, budget });
    for (let index = 0; index < 5; index++) await lm.generate(ask).catch(() => undefined);
    expect([lm.requests.length, budget.spent.calls]).toEqual([allowed, allowed]);
  });

  it('never spends more than its cap, whatever prices, limits and concurrency (property)', async () => {
    const amount = fc.double({ min: 0, max: 20, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          usd: fc.double({ min: 0, max: 0.02, noNaN: true }),
          tokens: fc.nat(4000),
          calls: fc.nat(30),
        }),
        fc.record({ input: amount, output: amount }),
        fc.array(
          fc.record({
            maxTokens: fc.integer({ min: 1, max: 400 }),
            text: fc.string({ maxLength: 80 }),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
            fails: fc.boolean(),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        async (limits, prices, calls) => {
          const budget = new Budget(limits);
          const lm = new MockLM(
            async ({ messages, settings }) => {
              const call = calls.find(
                ({ maxTokens, text }) => settings?.maxTokens === maxTokens && messages[0]?.content === text,
              )!;
              await new Promise((resolve) => setImmediate(resolve));
              if (call.fails) return new LmRateLimitError({ problem: 'busy' }, { status: 429 });
              const inputTokens = Buffer.byteLength(call.text);
              return {
                text: 'x',
                usage: { inputTokens, outputTokens: Math.floor(call.share * call.maxTokens) },
              };
            },
            { price: prices, budget },
          );
          await Promise.allSettled(
            calls.map(({ maxTokens, text }) =>
              lm.generate({ messages: [{ role: 'user', content: text }], settings: { maxTokens } }),
            ),
          );
          const { spent, reserved } = budget;
          expect(spent.usd).toBeLessThanOrEqual(limits.usd);
          expect(spent.tokens).toBeLessThanOrEqual(limits.tokens);
          expect(spent.calls).toBeLessThanOrEqual(limits.calls);
          expect(spent.calls).toBe(lm.requests.length);
          expect(reserved).toEqual({ usd: 0, tokens: 0, calls: 0 });
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  it('waits for attempts under way where they may leave room', async () => {
    const answers: (() => void)[] = [];
    const budget = new Budget({ usd: 0.0024 });
    const lm = new MockLM(
      () =>
        new Promise((resolve) =>
          answers.push(() => resolve({ text: 'x', usage: { inputTokens: 1, outputTokens: 1 } })),
        ),
      { price, budget },
    );
    const all = [1, 2, 3].map(() => lm.generate(ask));
    const settled = async () => {
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    await settled();
    expect(lm.requests).toHaveLength(2);
    answers.splice(0).forEach((answer) => answer());
    await settled();
    answers.splice(0).forEach((answer) => answer());
    expect(await Promise.all(all)).toHaveLength(3);
  });

  it('stops waiting when the call is aborted', async () => {
    const budget = new Budget({ calls: 1 });
    const held = await budget.reserve({ calls: 1, usd: 0 });
    const controller = new AbortController();
    const waiting = budget.reserve({ calls: 1, usd: 0 }, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    held.release();
    held.settle({ calls: 1 });
    expect([budget.spent.calls, budget.remaining.calls, budget.remaining.usd]).toEqual([
      0,
      1,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('goes on from what was spent before', async () => {
    const budget = new Budget({ calls: 3 }, { calls: 2 });
    budget.charge({ calls: 1 });
    await expect(budget.reserve({ calls: 1 })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      retryable: false,
    });
  });

  it('in dollars refuses a model whose price nobody knows', async () => {
    const lm = new MockLM(['x'], { provider: 'local', model: 'qwen', budget: { usd: 1 } });
    await expect(lm.generate(ask)).rejects.toThrow(LmConfigurationError);
    expect(lm.requests).toHaveLength(0);
  });

  it('counts what may have been served as much as was set aside, and what was refused as one attempt', async () => {
    const broken = new Budget({ tokens: 10_000 });
    await new MockLM([new Error('reset')], { price, budget: broken }).generate(ask).catch(() => undefined);
    expect(broken.spent.tokens).toBeGreaterThan(100);
    const refused = new Budget({ tokens: 10_000 });
    const error = new LmRateLimitError({ problem: 'busy' }, { status: 429 });
    await new MockLM([error], { price, budget: refused }).generate(ask).catch(() => undefined);
    expect(refused.spent).toEqual({ usd: 0, tokens: 0, calls: 1 });
  });

  it('counts every retry', async () => {
    const budget = new Budget({ calls: 2 });
    const busy = new LmRateLimitError({ problem: 'busy' }, { status: 429, retryAfterMs: 1 });
    const lm = new MockLM([busy, busy, 'x'], { budget, maxRetries: 5, retry: { firstDelay: 1 } });
    await expect(lm.generate(ask)).rejects.toThrow(BudgetExceededError);
    expect(lm.requests).toHaveLength(2);
  });

  it('is not touched by the cache', async () => {
    const lm = new MockLM(() => 'x', { cache: new MemoryStore(), budget: { calls: 1 } });
    await lm.generate(ask);
    expect((await lm.generate(ask)).cached).toBe(true);
  });

  it.each([{}, { usd: -1 }, { usd: Number.NaN }, { dollars: 1 }, 'x'])('refuses %j', (limits) => {
    expect(() => new Budget(limits as never)).toThrow(expect.objectContaining({ code: expect.any(String) }));
    expect(() => new MockLM([], { budget: limits as never })).toThrow();
  });
});

describe('withBudget', () => {
  it('holds for all models in it, beside their own and the outer ones', async () => {
    const outer = new Budget({ calls: 3 });
    const inner = new Budget({ calls: 2 });
    const [a, b] = [new MockLM(() => 'a'), new MockLM(() => 'b', { budget: { calls: 1 } })];
    await withBudget(outer, async () => {
      await withBudget(inner, async () => {
        await b.generate(ask);
        await expect(b.generate(ask)).rejects.toThrow(BudgetExceededError);
        await a.generate(ask);
        await expect(a.generate(ask)).rejects.toThrow(BudgetExceededError);
      });
      await a.generate(ask);
      await expect(a.generate(ask)).rejects.toThrow(BudgetExceededError);
    });
    expect([outer.spent.calls, inner.spent.calls]).toEqual([3, 2]);
    await a.generate(ask);
  });

  it('holds for streams', async () => {
    const budget = new Budget({ calls: 1 });
    const lm = new MockLM(() => 'x');
    await withBudget(budget, async () => {
      await lm.stream(ask).result;
      await expect(lm.stream(ask).result).rejects.toThrow(BudgetExceededError);
    });
    expect(budget.reserved.calls).toBe(0);
  });

  it('refuses what is no budget', () => {
    expect(() => withBudget({ usd: 1 } as never, () => 1)).toThrow('a Budget');
  });
});
