import { MemoryStore, type CacheStore } from '../../../src/cache';
import { MockLM, trackUsage, type LmRequest } from '../../../src/lm';
import { configure, withContext } from '../../../src/settings';

const ask = (text: string, more: Partial<LmRequest> = {}): LmRequest => ({
  messages: [{ role: 'user', content: text }],
  ...more,
});

function counting(options: object = {}): MockLM {
  let count = 0;
  return new MockLM(() => `reply ${++count}`, { cache: new MemoryStore(), ...options });
}

const textOf = async (lm: MockLM, request: LmRequest, call = {}): Promise<string | undefined> =>
  (await lm.generate(request, call)).outputs[0]?.text;

describe('the cache of replies', () => {
  it('answers the same question with the same reply, and says so', async () => {
    const lm = counting();
    await lm.generate(ask('x'));
    const again = await lm.generate(ask('x'));
    expect([again.outputs[0]?.text, again.cached]).toEqual(['reply 1', true]);
    expect(again.usage).toMatchObject({ requests: 0, inputTokens: 0, cacheHits: 1 });
    expect(lm.requests).toHaveLength(1);
  });

  it.each<[string, Partial<LmRequest>]>([
    ['other settings', { settings: { temperature: 1 } }],
    ['another rollout', { rolloutId: 1 }],
    ['another format', { responseFormat: { type: 'json' } }],
    ['tools', { tools: [{ name: 't', parameters: {} }] }],
  ])('takes %s for another question', async (_, more) => {
    const lm = counting();
    expect([await textOf(lm, ask('x')), await textOf(lm, ask('x', more))]).toEqual(['reply 1', 'reply 2']);
  });

  it('keeps models, endpoints and tenants apart', async () => {
    const cache = new MemoryStore();
    const texts: unknown[] = [];
    const askers = [
      { endpoint: 'a' },
      { endpoint: 'b' },
      { endpoint: 'a', model: 'other' },
      { endpoint: 'a', tenant: 'you' },
    ];
    for (const [index, who] of askers.entries())
      texts.push(await textOf(new MockLM(() => `reply ${index}`, { ...who, cache }), ask('x')));
    expect(texts).toEqual(['reply 0', 'reply 1', 'reply 2', 'reply 3']);
  });

  it('is bypassed where a call says so, and used where only the call says so', async () => {
    const lm = counting();
    expect([await textOf(lm, ask('x')), await textOf(lm, ask('x'), { cache: false })]).toEqual([
      'reply 1',
      'reply 2',
    ]);
    let count = 0;
    const plain = new MockLM(() => `plain ${++count}`);
    const twice = () =>
      withContext({ cache: new MemoryStore() }, async () => [
        await textOf(plain, ask('x'), { cache: true }),
        await textOf(plain, ask('x'), { cache: true }),
      ]);
    expect(await twice()).toEqual(['plain 1', 'plain 1']);
  });

  it('lets the same question asked at once share one call', async () => {
    const lm = counting();
    const texts = await Promise.all([1, 2, 3].map(() => textOf(lm, ask('x'))));
    expect([new Set(texts).size, lm.requests.length]).toEqual([1, 1]);
  });

  it('leaves the others their reply when one of them aborts', async () => {
    let answer: (text: string) => void = () => undefined;
    const lm = new MockLM(() => new Promise<string>((resolve) => (answer = resolve)), {
      cache: new MemoryStore(),
    });
    const controller = new AbortController();
    const [left, stayed] = [lm.generate(ask('x'), { signal: controller.signal }), lm.generate(ask('x'))];
    while (lm.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    answer('whole');
    expect((await stayed).outputs[0]?.text).toBe('whole');
  });

  it.each(['length', 'content-filter', 'refusal'] as const)(
    'keeps no reply that ended by %s',
    async (finishReason) => {
      const lm = new MockLM(() => ({ text: 'half', finishReason }), { cache: new MemoryStore() });
      await lm.generate(ask('x'));
      await lm.generate(ask('x'));
      expect(lm.requests).toHaveLength(2);
    },
  );

  it('keeps no error', async () => {
    const lm = new MockLM([new Error('down'), 'up'], { cache: new MemoryStore() });
    await expect(lm.generate(ask('x'))).rejects.toThrow('down');
    expect(await textOf(lm, ask('x'))).toBe('up');
  });

  it('goes on without a store that fails, or holds what is no reply', async () => {
    const broken: CacheStore = {
      get: () => Promise.reject(new Error('no disk')),
      set: () => Promise.reject(new Error('no disk')),
      delete: () => Promise.resolve(),
      clear: () => Promise.resolve(),
      stats: () => ({ hits: 0, misses: 0, corrupt: 0, failures: 0 }),
    };
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(await textOf(counting({ cache: broken }), ask('x'))).toBe('reply 1');
    expect(await textOf(counting({ cache: { ...broken, get: async () => 'not JSON' } }), ask('x'))).toBe(
      'reply 1',
    );
    expect(warning).toHaveBeenCalledTimes(1);
    warning.mockRestore();
  });

  it.each(['null', '{}', '{"outputs":[]}', '"text"'])('takes a stored %s for a miss', async (stored) => {
    const cache = new MemoryStore();
    const foreign: CacheStore = Object.assign(cache, { get: () => Promise.resolve(stored) });
    expect(await textOf(counting({ cache: foreign }), ask('x'))).toBe('reply 1');
  });

  it('tells usage trackers of its hits', async () => {
    const lm = counting();
    await lm.generate(ask('x'));
    expect((await trackUsage(() => lm.generate(ask('x')))).usage).toMatchObject({
      requests: 0,
      cacheHits: 1,
    });
  });

  it('is off for all by configuration', async () => {
    let count = 0;
    const lm = new MockLM(() => `reply ${++count}`, { cache: true });
    configure({ cache: false });
    expect([await textOf(lm, ask('x')), await textOf(lm, ask('x'))]).toEqual(['reply 1', 'reply 2']);
  });
});
