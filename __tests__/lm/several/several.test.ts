import {
  AllModelsFailedError,
  Budget,
  fallback,
  LM,
  LmBillingError,
  LmServerError,
  MockLM,
  roundRobin,
  trackUsage,
} from '../../../src/lm';
import { MemoryStore } from '../../../src/cache';

const REQUEST = { messages: [{ role: 'user' as const, content: 'Hi' }] };
const down = () => new LmServerError({ problem: 'down' }, { provider: 'mock', model: 'a' });
const textOf = async (lm: { doGenerate: MockLM['doGenerate'] }): Promise<string | undefined> =>
  (await lm.doGenerate(REQUEST, {})).outputs[0]?.text;

describe('fallback', () => {
  it('asks the next model when one fails, says so, and counts the failed attempts', async () => {
    const first = new MockLM([down(), down()], { maxRetries: 1, retry: { firstDelay: 1 } });
    const lm = fallback([first, new MockLM(['second'])]);
    const { result, usage } = await trackUsage(() => lm.doGenerate(REQUEST, {}));
    expect(result.outputs[0]?.text).toBe('second');
    expect(result.warnings).toEqual(['mock/a failed (LM_SERVER); another model answered.']);
    expect([result.usage.requests, usage.requests]).toEqual([3, 3]);
  });

  it('tells of all failures when nobody answers', async () => {
    const lm = fallback([new MockLM([down()]), new MockLM([new LmBillingError({ problem: 'no money' })])]);
    const failure = await lm.doGenerate(REQUEST, {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AllModelsFailedError);
    expect((failure as AllModelsFailedError).message).toContain('no money');
    expect((failure as AllModelsFailedError).retryable).toBe(true);
  });

  it('does not move on after an abort, a budget that is used up, a fault of the program, or where it is told not to', async () => {
    const spare = new MockLM(() => 'spare');
    const controller = new AbortController();
    const aborting = new MockLM(() => {
      controller.abort(new Error('enough'));
      return down();
    });
    await expect(
      fallback([aborting, spare]).doGenerate(REQUEST, { signal: controller.signal }),
    ).rejects.toThrow('enough');
    await expect(textOf(fallback([new MockLM([], { budget: { calls: 0 } }), spare]))).rejects.toThrow(
      'budget',
    );
    await expect(textOf(fallback([new MockLM([new TypeError('bug')]), spare]))).rejects.toThrow('bug');
    await expect(textOf(fallback([new MockLM([down()]), spare], { when: () => false }))).rejects.toThrow(
      'down',
    );
    expect(spare.requests).toHaveLength(0);
  });

  it('moves a stream on until its first event', async () => {
    const lm = new LM(fallback([new MockLM([down()]), new MockLM(['a b c'])]));
    const stream = lm.stream('x');
    let text = '';
    for await (const event of stream) if (event.type === 'text-delta') text += event.delta;
    expect([text, (await stream.result).usage.requests]).toEqual(['a b c', 2]);
  });

  it('in an LM is counted once, held to its budget, and cached', async () => {
    const inner = [new MockLM(() => 'x'), new MockLM(() => 'y')];
    const budget = new Budget({ calls: 1 });
    const lm = new LM(fallback(inner), { cache: new MemoryStore(), budget });
    const { usage } = await trackUsage(() => lm.generate('x'));
    expect([usage.requests, (await lm.generate('x')).cacheStatus, budget.spent.calls]).toEqual([
      1,
      'hit-memory',
      1,
    ]);
  });

  it.each([[[]], [[{}]], ['x']])('refuses %j for models', (models) => {
    expect(() => fallback(models as never)).toThrow('at least one model');
  });

  it('can do what all of its models can', () => {
    const lm = fallback([new MockLM([], { capabilities: { tools: false } }), new MockLM()]);
    expect([lm.capabilities.tools, lm.capabilities.jsonSchema]).toEqual([false, true]);
  });
});

describe('roundRobin', () => {
  it('asks one model after the other', async () => {
    const lm = roundRobin([new MockLM(() => 'a'), new MockLM(() => 'b')]);
    expect([await textOf(lm), await textOf(lm), await textOf(lm)]).toEqual(['a', 'b', 'a']);
  });
});
