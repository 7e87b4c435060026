import { retry, TestClock, type RetryOptions } from '../../src/resilience';

const policy = (clock: TestClock, more: Partial<RetryOptions> = {}): RetryOptions => ({
  maxRetries: 3,
  firstDelay: 100,
  random: () => 1,
  isRetryable: () => true,
  clock,
  ...more,
});

/** Fails so many times, and notes when it was tried. */
function failing(
  times: number,
  clock: TestClock,
): { attempt: (index: number) => Promise<string>; tried: number[] } {
  const tried: number[] = [];
  const attempt = async (index: number): Promise<string> => {
    tried.push(clock.now());
    if (index < times) throw new Error(`failure ${index}`);
    return `success ${index}`;
  };
  return { attempt, tried };
}

describe('retry', () => {
  it('waits ever longer until it succeeds', async () => {
    const clock = new TestClock();
    const { attempt, tried } = failing(3, clock);
    const result = retry(policy(clock), attempt);
    await clock.advance(10_000);
    await expect(result).resolves.toBe('success 3');
    expect(tried).toEqual([0, 100, 300, 700]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends with the last error when the attempts are used up', async () => {
    const clock = new TestClock();
    const { attempt, tried } = failing(9, clock);
    const result = expect(retry(policy(clock), attempt)).rejects.toThrow('failure 3');
    await clock.advance(10_000);
    await result;
    expect(tried).toHaveLength(4);
  });

  it('tries once where nothing may be tried again', async () => {
    const clock = new TestClock();
    for (const more of [{ maxRetries: 0 }, { isRetryable: () => false }]) {
      const { attempt, tried } = failing(1, clock);
      await expect(retry(policy(clock, more), attempt)).rejects.toThrow('failure 0');
      expect(tried).toHaveLength(1);
    }
  });

  it('waits as long as it is asked to, within bounds', async () => {
    const clock = new TestClock();
    const asked = [5000, 1e12, 0, Number.NaN];
    const { attempt, tried } = failing(4, clock);
    const options = policy(clock, {
      maxRetries: 4,
      maxAskedDelay: 60_000,
      askedDelay: (error) => asked[Number((error as Error).message.slice(-1))],
    });
    const result = retry(options, attempt);
    await clock.advance(1e6);
    await result;
    expect(tried.map((time, index) => time - (tried[index - 1] ?? 0))).toEqual([0, 5000, 60_000, 400, 800]);
  });

  it('ends a wait with the reason of the signal, and tries no more', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const { attempt, tried } = failing(9, clock);
    const result = retry(policy(clock, { signal: controller.signal }), attempt);
    await clock.advance(50);
    controller.abort('enough');
    await expect(result).rejects.toBe('enough');
    await clock.advance(10_000);
    expect([tried.length, clock.pendingTimers]).toEqual([1, 0]);
  });
});
