import { LmAuthError, LmRateLimitError, LmServerError, LmTransportError } from '../../../src/lm';
import { retried, type RetriedOptions } from '../../../src/lm/middleware/retried';
import { TestClock } from '../../../src/resilience';
import { aResponse, bareModel } from '../../support/scripted-model';

const REQUEST = { messages: [] };
const fails = (error: Error) => () => Promise.reject(error);
const succeeds = async () => aResponse('yes', { inputTokens: 3 });
const options = (clock: TestClock, more: Partial<RetriedOptions> = {}): RetriedOptions => ({
  maxRetries: 3,
  firstDelay: 100,
  clock,
  random: () => 1,
  ...more,
});
const broken = new LmServerError({ problem: 'Overloaded.' });

describe('retries', () => {
  it('wait ever longer, and count the failed attempts as requests', async () => {
    const clock = new TestClock();
    const { model, calls } = bareModel(
      fails(broken),
      fails(new LmTransportError({ problem: 'Cut.' })),
      succeeds,
    );
    const answer = retried(model, options(clock)).doGenerate(REQUEST, {});
    await clock.advance(299);
    expect(calls).toHaveLength(2);
    await clock.advance(1);
    expect(await answer).toMatchObject({ usage: { requests: 3, inputTokens: 3 } });
    expect([calls.length, clock.pendingTimers]).toEqual([3, 0]);
  });

  it('leave a first success as it is', async () => {
    const reply = aResponse('yes');
    const { model } = bareModel(async () => reply);
    expect(await retried(model, options(new TestClock())).doGenerate(REQUEST, {})).toBe(reply);
  });

  it('end with the last error', async () => {
    const clock = new TestClock();
    const { model, calls } = bareModel(fails(broken));
    const answer = retried(model, options(clock, { maxRetries: 2 })).doGenerate(REQUEST, {});
    const outcome = expect(answer).rejects.toBe(broken);
    await clock.advance(10_000);
    await outcome;
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['the provider refuses', new LmAuthError({ problem: 'No.' })],
    ['the provider says not to', new LmServerError({ problem: 'Broken.' }, { retryable: false })],
    ['is a fault of ours', new TypeError('not a function')],
  ])('are not made for what %s', async (_, error) => {
    const { model, calls } = bareModel(fails(error));
    await expect(retried(model, options(new TestClock())).doGenerate(REQUEST, {})).rejects.toBe(error);
    expect(calls).toHaveLength(1);
  });

  it.each([
    [5000, undefined, 5000],
    [600_000, undefined, 60_000],
    [600_000, 1000, 1000],
  ])(
    'wait %d ms when asked to, at most maxRetryAfter %p: %d',
    async (retryAfterMs, maxRetryAfter, expected) => {
      const clock = new TestClock();
      const { model, calls } = bareModel(
        fails(new LmRateLimitError({ problem: 'Slow down.' }, { retryAfterMs })),
        succeeds,
      );
      const answer = retried(model, options(clock, { maxRetryAfter })).doGenerate(REQUEST, {});
      await clock.advance(expected - 1);
      expect(calls).toHaveLength(1);
      await clock.advance(1);
      await answer;
      expect(calls).toHaveLength(2);
    },
  );

  it('end at once when the call is aborted in a wait', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const { model, calls } = bareModel(fails(broken));
    const answer = retried(model, options(clock)).doGenerate(REQUEST, { signal: controller.signal });
    await clock.advance(10);
    controller.abort('enough');
    await expect(answer).rejects.toBe('enough');
    expect([calls.length, clock.pendingTimers]).toEqual([1, 0]);
  });
});
