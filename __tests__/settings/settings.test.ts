import type { CacheStore } from '../../src/cache';
import { InvalidArgumentError, UnknownOptionError } from '../../src/errors';
import { currentCache, currentLM, MockLM } from '../../src/lm';
import { currentAdapter, ChatAdapter } from '../../src/adapters';
import { configure, withContext } from '../../src/settings';

const store: CacheStore = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  stats: () => ({ hits: 0, misses: 0, corrupt: 0, failures: 0 }),
};

describe('configure', () => {
  it('sets what it is given and leaves the rest', () => {
    const [lm, adapter] = [new MockLM([]), new ChatAdapter()];
    configure({ lm, cache: store });
    configure({ adapter });
    expect(currentLM.get()).toBe(lm);
    expect(currentCache.get()).toBe(store);
    expect(currentAdapter.get()).toBe(adapter);
    configure({ lm: undefined, cache: false });
    expect(currentLM.get()).toBe(lm);
    expect(currentCache.get()).toBe(false);
  });

  it('refuses settings it does not have, and sets none then', () => {
    const before = currentLM.get();
    expect(() => configure({ lm: new MockLM([]), adaptor: 1 } as object)).toThrow(UnknownOptionError);
    expect(currentLM.get()).toBe(before);
  });

  it.each([
    [{ lm: 'openai/gpt-5-mini' }, /new LM\("openai\/gpt-5-mini"\)/],
    [{ lm: {} }, /a language model/],
    [{ adapter: 'chat' }, /an adapter/],
    [{ cache: true }, /a cache store/],
    [undefined, /an object/],
  ])('refuses %j', (settings, message) => {
    expect(() => configure(settings as object)).toThrow(InvalidArgumentError);
    expect(() => configure(settings as object)).toThrow(message);
  });
});

describe('withContext', () => {
  const [one, other] = [new MockLM([]), new MockLM([])];

  it('gives what the body gives', async () => {
    expect(withContext({ lm: one }, () => 7)).toBe(7);
    await expect(withContext({ lm: one }, async () => 'later')).resolves.toBe('later');
    await expect(withContext({}, () => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('nests; the innermost holds', () => {
    withContext({ lm: one, cache: false }, () => {
      withContext({ lm: other }, () => {
        expect(currentLM.get()).toBe(other);
        expect(currentCache.get()).toBe(false);
      });
      expect(currentLM.get()).toBe(one);
    });
    expect(currentLM.get()).not.toBe(one);
  });

  it('keeps programs that run side by side apart, across waits, timers and callbacks', async () => {
    const seen = async (lm: MockLM): Promise<unknown[]> =>
      withContext({ lm }, async () => {
        const found: unknown[] = [currentLM.get()];
        await Promise.resolve();
        found.push(currentLM.get());
        await new Promise<void>((resolve) => {
          setImmediate(() => {
            found.push(currentLM.get());
            resolve();
          });
        });
        return found;
      });
    const [first, second] = await Promise.all([seen(one), seen(other)]);
    expect(first).toEqual([one, one, one]);
    expect(second).toEqual([other, other, other]);
  });

  it('wins over a configure that comes later', () => {
    withContext({ lm: one }, () => {
      configure({ lm: other });
      expect(currentLM.get()).toBe(one);
    });
    expect(currentLM.get()).toBe(other);
  });

  it('refuses what it does not have before it runs the body', () => {
    const body = jest.fn();
    expect(() => withContext({ model: one } as object, body)).toThrow(UnknownOptionError);
    expect(body).not.toHaveBeenCalled();
  });
});
