import { MockLM, trackUsage } from '../../src/lm';
import { reportUsage } from '../../src/lm/usage-tracker';
import { NO_USAGE } from '../../src/messages';

const usage = (inputTokens: number) => ({ ...NO_USAGE, requests: 1, inputTokens });

describe('trackUsage', () => {
  it('adds up by model and gives what the body gives', async () => {
    const tracked = await trackUsage(async () => {
      reportUsage('a/x', usage(1));
      await Promise.all(
        [2, 3].map(async (tokens) => reportUsage(tokens === 2 ? 'a/x' : 'b/y', usage(tokens))),
      );
      return 'done';
    });
    expect(tracked.result).toBe('done');
    expect(tracked.usage).toMatchObject({ requests: 3, inputTokens: 6 });
    expect(tracked.usageByModel).toMatchObject({ 'a/x': { inputTokens: 3 }, 'b/y': { inputTokens: 3 } });
  });

  it('nests, and keeps branches that run side by side apart', async () => {
    const outer = await trackUsage(async () => {
      reportUsage('a/x', usage(10));
      return Promise.all(
        [1, 2, 3].map((tokens) =>
          trackUsage(async () => {
            await Promise.resolve();
            reportUsage('a/x', usage(tokens));
          }),
        ),
      );
    });
    expect(outer.result.map((inner) => inner.usage.inputTokens)).toEqual([1, 2, 3]);
    expect(outer.usage.inputTokens).toBe(16);
  });

  it('counts nothing outside, and passes a failure on', async () => {
    reportUsage('a/x', usage(1));
    expect((await trackUsage(() => 1)).usage).toEqual(NO_USAGE);
    await expect(trackUsage(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('counts the calls of models in it', async () => {
    const lm = new MockLM(() => ({ text: 'x', usage: { inputTokens: 2, outputTokens: 1 } }));
    const tracked = await trackUsage(() => Promise.all(['a', 'b'].map((text) => lm.generate(text))));
    expect(tracked.usage).toMatchObject({ requests: 2, inputTokens: 4, outputTokens: 2 });
  });
});
