import { getEventListeners } from 'node:events';
import { sleep } from '../../src/resilience/sleep';
import { TestClock } from '../../src/resilience';

describe('sleep', () => {
  it('ends after its delay and leaves no listener', async () => {
    const clock = new TestClock();
    const { signal } = new AbortController();
    const over = jest.fn();
    void sleep(100, { clock, signal }).then(over);
    await clock.advance(99);
    expect(over).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(over).toHaveBeenCalled();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends at an abort and leaves no timer', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const sleeping = sleep(100, { clock, signal: controller.signal });
    controller.abort('awake');
    await expect(sleeping).rejects.toBe('awake');
    expect(clock.pendingTimers).toBe(0);
    await expect(sleep(100, { clock, signal: controller.signal })).rejects.toBe('awake');
  });
});
