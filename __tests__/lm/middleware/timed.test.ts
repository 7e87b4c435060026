import { getEventListeners } from 'node:events';
import { LmTimeoutError } from '../../../src/lm';
import { timed } from '../../../src/lm/middleware/timed';
import { TestClock } from '../../../src/resilience';
import { aResponse, bareModel, hanging } from '../../support/scripted-model';

const REQUEST = { messages: [] };

describe('a time limit', () => {
  it.each(['timeout', 'totalTimeout'] as const)('ends the call and names the option %s', async (option) => {
    const clock = new TestClock();
    const { model, calls } = bareModel(hanging);
    const answer = timed(model, { timeout: 1000, option, clock }).doGenerate(REQUEST, {});
    const failure = answer.catch((error: unknown) => error);
    await clock.advance(999);
    expect(calls[0]?.signal?.aborted).toBe(false);
    await clock.advance(1);
    const error = await failure;
    expect(error).toBeInstanceOf(LmTimeoutError);
    expect(error).toMatchObject({ code: 'LM_TIMEOUT', retryable: true, provider: 'test', model: 'bare' });
    expect((error as Error).message).toContain('test/bare did not answer within 1000 ms');
    expect((error as Error).message).toContain(`raise the option ${option}`);
    expect(calls[0]?.signal?.reason).toBe(error);
  });

  it('leaves a quick reply alone, and no timer and no listener behind', async () => {
    const clock = new TestClock();
    const { signal } = new AbortController();
    const { model } = bareModel(async () => aResponse('quick'));
    const limited = timed(model, { timeout: 1000, option: 'timeout', clock });
    expect((await limited.doGenerate(REQUEST, { signal })).outputs[0]?.text).toBe('quick');
    expect([clock.pendingTimers, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('passes an abort of the caller on to the model, with its reason', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const { model, calls } = bareModel(hanging);
    const limited = timed(model, { timeout: 1000, option: 'timeout', clock });
    const answer = limited.doGenerate(REQUEST, { signal: controller.signal, cache: false });
    controller.abort('changed my mind');
    await expect(answer).rejects.toBe('changed my mind');
    expect(calls[0]).toMatchObject({ cache: false, signal: { reason: 'changed my mind' } });
    expect(clock.pendingTimers).toBe(0);
  });

  it('says who the model is', () => {
    const { model } = bareModel();
    const { provider, endpoint, capabilities } = timed(model, {
      timeout: 1,
      option: 'timeout',
      clock: new TestClock(),
    });
    expect({ provider, endpoint, capabilities }).toEqual({
      provider: 'test',
      endpoint: 'test:bare',
      capabilities: model.capabilities,
    });
  });
});
