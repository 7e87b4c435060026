import { LmServerError } from '../../../src/lm';
import { History } from '../../../src/lm/history';
import { remembered } from '../../../src/lm/middleware/remembered';
import { TestClock } from '../../../src/resilience';
import { aResponse, bareModel, hanging } from '../../support/scripted-model';

const REQUEST = { messages: [{ role: 'user' as const, content: 'Hi' }] };

describe('the memory of calls', () => {
  it('holds the request, the reply and the time, in every history', async () => {
    const clock = new TestClock(5000);
    const histories = [new History(5), new History(5)];
    const response = aResponse('yes');
    const { model } = bareModel(
      () => new Promise((resolve) => clock.startTimer(70, () => resolve(response))),
    );
    const answer = remembered(model, { histories, clock }).doGenerate(REQUEST, {});
    await clock.advance(70);
    await answer;
    const entry = {
      provider: 'test',
      model: 'bare',
      request: REQUEST,
      response: { ...response, cacheStatus: 'off', attempts: response.usage.requests },
      startedAt: 5000,
      duration: 70,
    };
    expect(histories.map((history) => history.entries())).toEqual([[entry], [entry]]);
  });

  it('holds failures by code and words, in short', async () => {
    const history = new History(5);
    const failure = new LmServerError({ problem: 'x'.repeat(5000) });
    const { model } = bareModel(() => Promise.reject(failure), hanging);
    const lm = remembered(model, { histories: [history], clock: new TestClock() });
    await expect(lm.doGenerate(REQUEST, {})).rejects.toBe(failure);
    const controller = new AbortController();
    const aborted = lm.doGenerate(REQUEST, { signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    await expect(aborted).rejects.toThrow('changed my mind');
    const [first, second] = history.entries();
    expect(first?.error?.code).toBe('LM_SERVER');
    expect(first?.error?.message.length).toBeLessThan(2100);
    expect(second?.error).toEqual({ code: 'ABORTED', message: 'changed my mind' });
    expect([first, second].some((entry) => entry !== undefined && 'response' in entry)).toBe(false);
  });
});
