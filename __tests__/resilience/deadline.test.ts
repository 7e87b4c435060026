import { getEventListeners } from 'node:events';
import { TestClock, withDeadline } from '../../src/resilience';

const onTimeout = (): Error => new Error('too late');
const hanging = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('withDeadline', () => {
  it('gives what the body gives, and leaves no timer and no listener', async () => {
    const clock = new TestClock();
    const { signal } = new AbortController();
    const options = { timeout: 1000, signal, clock, onTimeout };
    await expect(withDeadline(options, async () => 5)).resolves.toBe(5);
    await expect(withDeadline(options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(
      withDeadline(options, () => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect([clock.pendingTimers, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it.each([
    ['heeds its signal', hanging],
    ['does not', () => new Promise<never>(() => undefined)],
  ])('ends at the deadline a body that %s', async (_, body) => {
    const clock = new TestClock();
    const seen: unknown[] = [];
    const waiting = withDeadline({ timeout: 1000, clock, onTimeout }, (signal) => {
      signal.addEventListener('abort', () => seen.push(signal.reason));
      return body(signal);
    });
    const outcome = expect(waiting).rejects.toThrow('too late');
    await clock.advance(1000);
    await outcome;
    expect(seen).toEqual([new Error('too late')]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends with the reason of the caller', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const waiting = withDeadline({ timeout: 1000, signal: controller.signal, clock, onTimeout }, hanging);
    controller.abort('changed my mind');
    await expect(waiting).rejects.toBe('changed my mind');
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not begin for a caller who has left', async () => {
    const body = jest.fn();
    const signal = AbortSignal.abort('gone');
    await expect(withDeadline({ timeout: 1000, signal, onTimeout }, body)).rejects.toBe('gone');
    expect(body).not.toHaveBeenCalled();
  });

  it('sets no limit for Infinity', async () => {
    const clock = new TestClock();
    const body = async (): Promise<number> => clock.pendingTimers;
    await expect(withDeadline({ timeout: Number.POSITIVE_INFINITY, clock, onTimeout }, body)).resolves.toBe(
      0,
    );
  });
});
