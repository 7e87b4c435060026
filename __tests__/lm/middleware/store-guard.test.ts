import { MemoryStore, type CacheStore } from '../../../src/cache';
import { MockLM, type LmRequest } from '../../../src/lm';
import { TestClock } from '../../../src/resilience';

const ask = (more: Partial<LmRequest> = {}): LmRequest => ({
  messages: [{ role: 'user', content: 'Hi' }],
  ...more,
});

let warning: jest.SpyInstance;

beforeEach(() => {
  warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
});

afterEach(() => warning.mockRestore());

const hangs = (): Promise<never> => new Promise(() => undefined);

describe('a cache that cannot be used', () => {
  it('of which nothing is heard is waited for as long as it may take, then left alone for a while', async () => {
    const clock = new TestClock();
    let asked = 0;
    const store: CacheStore = Object.assign(new MemoryStore(), {
      tier: 'disk' as const,
      lookUp: () => {
        asked++;
        return hangs();
      },
    });
    let count = 0;
    const lm = new MockLM(() => `reply ${++count}`, { cache: store, cacheTimeout: 500, clock });
    const first = lm.generate(ask());
    await clock.advance(500);
    expect((await first).outputs[0]?.text).toBe('reply 1');
    expect((await lm.generate(ask())).outputs[0]?.text).toBe('reply 2');
    expect([asked, clock.pendingTimers, warning.mock.calls.length]).toEqual([1, 0, 1]);
    await clock.advance(31_000);
    const later = lm.generate(ask());
    await clock.advance(500);
    await later;
    expect(asked).toBe(2);
  });

  it('that hangs while writing does not hold the reply back', async () => {
    const clock = new TestClock();
    const store: CacheStore = Object.assign(new MemoryStore(), {
      tier: 'disk' as const,
      set: hangs,
    });
    const lm = new MockLM(['yes'], { cache: store, clock });
    const reply = lm.generate(ask());
    await clock.advance(2000);
    expect((await reply).outputs[0]?.text).toBe('yes');
  });

  it.each([
    ['NaN', { extra: { top_k: Number.NaN } }],
    ['a bigint', { extra: { big: 1n } }],
    ['a class instance', { extra: { when: new Map() } }],
  ])('for a request that has no key, such as one with %s, is passed over', async (_, more) => {
    const lm = new MockLM(() => 'yes', { cache: new MemoryStore() });
    const first = await lm.generate(ask(more));
    const again = await lm.generate(ask(more));
    expect([first.cacheStatus, again.cacheStatus, lm.requests.length]).toEqual(['off', 'off', 2]);
    expect((await lm.stream(ask(more)).result).outputs[0]?.text).toBe('yes');
  });
});

describe('what sharers of a call get', () => {
  it('cannot be disturbed by another of them', async () => {
    const lm = new MockLM(() => ({ text: 'yes', toolCalls: [{ name: 't', arguments: { list: [1] } }] }), {
      cache: new MemoryStore(),
    });
    const [mine, theirs] = await Promise.all([lm.generate(ask()), lm.generate(ask())]);
    const { list } = mine!.outputs[0]!.toolCalls[0]!.arguments as { list: number[] };
    expect(() => list.push(2)).toThrow(TypeError);
    expect(() => Object.assign(mine!.outputs[0]!, { text: 'no' })).toThrow(TypeError);
    expect([theirs!.outputs[0]?.text, theirs!.outputs[0]?.toolCalls[0]?.arguments]).toEqual([
      'yes',
      { list: [1] },
    ]);
    expect([mine!.cacheStatus, theirs!.cacheStatus]).toEqual(['miss', 'shared']);
  });

  it('is one provider request for 32 identical calls, streamed or not', async () => {
    const lm = new MockLM(
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return 'yes';
      },
      { cache: new MemoryStore() },
    );
    const replies = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        index % 2 === 0 ? lm.generate(ask()) : lm.stream(ask()).result,
      ),
    );
    expect([lm.requests.length, replies.filter(({ cacheStatus }) => cacheStatus === 'miss').length]).toEqual([
      1, 1,
    ]);
    expect(new Set(replies.map(({ outputs }) => outputs[0]?.text))).toEqual(new Set(['yes']));
  });
});
