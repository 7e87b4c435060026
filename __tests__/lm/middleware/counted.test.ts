import { LmConfigurationError, LmServerError, trackUsage } from '../../../src/lm';
import { counted } from '../../../src/lm/middleware/counted';
import { aResponse, bareModel } from '../../support/scripted-model';

const REQUEST = { messages: [] };

describe('counting', () => {
  it('tells the trackers around it what an attempt consumed', async () => {
    const { model } = bareModel(async () => aResponse('yes', { inputTokens: 3, outputTokens: 2 }));
    const { usage, usageByModel } = await trackUsage(() => counted(model).doGenerate(REQUEST, {}));
    expect(usage).toMatchObject({ requests: 1, inputTokens: 3, outputTokens: 2 });
    expect(usageByModel).toEqual({ 'test/bare': usage });
  });

  it.each([
    ['as a request, one that reached the provider', new LmServerError({ problem: 'Broken.' }), 1],
    ['as a request, one that nobody can place', new Error('socket'), 1],
    ['not at all, one that was never sent', new LmConfigurationError({ problem: 'No key.' }), 0],
  ])('counts a failed attempt %s', async (_, error, requests) => {
    const { model } = bareModel(() => Promise.reject(error));
    const { usage } = await trackUsage(() =>
      counted(model)
        .doGenerate(REQUEST, {})
        .catch(() => undefined),
    );
    expect(usage.requests).toBe(requests);
  });

  it('counts nothing for a call that was aborted before', async () => {
    const { model, calls } = bareModel(async () => aResponse('yes'));
    const call = counted(model).doGenerate(REQUEST, { signal: AbortSignal.abort('gone') });
    await expect(call).rejects.toBe('gone');
    expect(calls).toHaveLength(0);
  });
});
