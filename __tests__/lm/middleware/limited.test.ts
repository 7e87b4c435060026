import { limited, LM, LmRateLimitError, MockLM, type LanguageModel } from '../../../src/lm';
import { limiterOf } from '../../../src/lm/limits/limiter-of';
import { TestClock } from '../../../src/resilience';

const REQUEST = { messages: [{ role: 'user' as const, content: 'Hi' }] };

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A model whose replies come when the test says so. */
function held(endpoint: string): { model: MockLM; answer: (reply?: string | Error) => Promise<void> } {
  const waiting: ((reply: string | Error) => void)[] = [];
  const model = new MockLM(() => new Promise((resolve) => waiting.push(resolve)), { endpoint });
  return {
    model,
    answer: async (reply = 'x') => {
      waiting.shift()?.(reply);
      await settle();
    },
  };
}

let places = 0;
const place = (): string => `limited:${++places}`;

describe('limited', () => {
  it('begins no more requests in a minute than allowed, and leaves no timer behind', async () => {
    const clock = new TestClock();
    const lm = new MockLM(() => 'x', { endpoint: place(), clock, limits: { requestsPerMinute: 2 } });
    const all = Promise.all([1, 2, 3, 4, 5].map(() => lm.generate(REQUEST)));
    await settle();
    expect(lm.requests).toHaveLength(2);
    await clock.advance(59_000);
    expect(lm.requests).toHaveLength(2);
    await clock.advance(1_000);
    expect(lm.requests).toHaveLength(4);
    await clock.advance(60_000);
    await all;
    expect([lm.requests.length, clock.pendingTimers]).toEqual([5, 0]);
  });

  it('counts tokens as they were, not as they were guessed', async () => {
    const clock = new TestClock();
    const reply = { text: 'x', usage: { inputTokens: 400, outputTokens: 400 } };
    const lm = new MockLM(() => reply, {
      endpoint: place(),
      clock,
      limits: { tokensPerMinute: 1000 },
      maxTokens: 10,
    });
    await lm.generate(REQUEST);
    await lm.generate(REQUEST);
    const third = lm.generate(REQUEST);
    await settle();
    expect(lm.requests).toHaveLength(2);
    await clock.advance(60_000);
    await third;
  });

  it('lets a request that is too large by itself begin alone', async () => {
    const clock = new TestClock();
    const lm = new MockLM(() => 'x', { endpoint: place(), clock, limits: { tokensPerMinute: 5 } });
    await lm.generate(REQUEST);
    expect(lm.requests).toHaveLength(1);
  });

  it('runs no more at once than allowed, in the order of asking, over all models of an account', async () => {
    const endpoint = place();
    const { model, answer } = held(endpoint);
    const [one, other] = [limited(model, { concurrency: 1 }), limited(model, { concurrency: 1 })];
    const order: string[] = [];
    const asked = [one, other, one].map((lm, index) =>
      lm.doGenerate(REQUEST, {}).then(() => order.push(`${index}`)),
    );
    await settle();
    expect(model.requests).toHaveLength(1);
    for (let index = 0; index < 3; index++) await answer();
    await Promise.all(asked);
    expect(order).toEqual(['0', '1', '2']);
  });

  it('keeps other accounts and servers apart', async () => {
    const { model, answer } = held(place());
    const another: LanguageModel = { ...asPlain(model), tenant: 'you' };
    const asked = [model, another].map((lm) => limited(lm, { concurrency: 1 }).doGenerate(REQUEST, {}));
    await settle();
    expect(model.requests).toHaveLength(2);
    await answer();
    await answer();
    await Promise.all(asked);
  });

  it('halves what is under way on a 429, once for all that were, and grows again by success', async () => {
    const clock = new TestClock();
    const { model, answer } = held(place());
    const lm = limited(model, { clock });
    const limiter = limiterOf(model, clock);
    const first = Array.from({ length: 8 }, () => lm.doGenerate(REQUEST, {}).catch(() => undefined));
    await settle();
    await answer(new LmRateLimitError({ problem: 'busy' }));
    await answer(new LmRateLimitError({ problem: 'busy' }));
    expect(limiter.ceiling).toBe(4);
    const more = Array.from({ length: 6 }, () => lm.doGenerate(REQUEST, {}));
    await settle();
    expect(model.requests).toHaveLength(8);
    for (let index = 0; index < 3; index++) await answer();
    expect(model.requests.length).toBe(9);
    for (let index = 0; index < 12; index++) await answer();
    await Promise.all([...first, ...more]);
    expect(limiter.ceiling).toBeGreaterThan(5);
  });

  it('lets go of its place when the call is aborted while it waits', async () => {
    const { model, answer } = held(place());
    const lm = limited(model, { concurrency: 1 });
    const controller = new AbortController();
    const running = lm.doGenerate(REQUEST, {});
    const waiting = lm.doGenerate(REQUEST, { signal: controller.signal });
    const last = lm.doGenerate(REQUEST, {});
    await settle();
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await answer();
    await answer();
    await Promise.all([running, last]);
    expect(model.requests).toHaveLength(2);
  });

  it('gives the place of a stream back when it ends or is left', async () => {
    const model = new MockLM(() => 'one two three', { endpoint: place(), limits: { concurrency: 1 } });
    for await (const _ of model.stream(REQUEST)) break;
    await model.stream(REQUEST).result;
    expect((await model.generate(REQUEST)).outputs[0]?.text).toBe('one two three');
  });

  it.each([{ requestsPerMinute: 0 }, { concurrency: Number.NaN }, { rpm: 1 }])('refuses %j', (limits) => {
    expect(() => new LM('openai/x', { limits: limits as never })).toThrow('limits');
    expect(() => limited(new MockLM(), limits as never)).toThrow('limited');
  });
});

function asPlain(model: LanguageModel): LanguageModel {
  const { provider, endpoint, capabilities } = model;
  return {
    provider,
    model: model.model,
    endpoint,
    capabilities,
    doGenerate: (...given) => model.doGenerate(...given),
  };
}
