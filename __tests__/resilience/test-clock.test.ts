import { TestClock } from '../../src/resilience';

describe('TestClock', () => {
  it('calls back what falls due, in order, at its time', async () => {
    const clock = new TestClock(1000);
    const called: [string, number][] = [];
    const note = (name: string) => () => void called.push([name, clock.now()]);
    clock.startTimer(200, note('second'));
    clock.startTimer(100, note('first'));
    clock.startTimer(200, note('third'));
    clock.startTimer(201, note('later'));
    await clock.advance(200);
    expect(called).toEqual([
      ['first', 1100],
      ['second', 1200],
      ['third', 1200],
    ]);
    expect([clock.now(), clock.pendingTimers]).toEqual([1200, 1]);
  });

  it('sees timers that callbacks and promises start on the way', async () => {
    const clock = new TestClock();
    const times: number[] = [];
    const again = async (): Promise<void> => {
      times.push(clock.now());
      await Promise.resolve();
      if (times.length < 4) clock.startTimer(10, () => void again());
    };
    void again();
    await clock.advance(25);
    expect(times).toEqual([0, 10, 20]);
  });

  it('forgets what was cancelled and never calls for Infinity', async () => {
    const clock = new TestClock();
    const callback = jest.fn();
    clock.startTimer(10, callback)();
    clock.startTimer(Number.POSITIVE_INFINITY, callback);
    await clock.advance(1e9);
    expect(callback).not.toHaveBeenCalled();
    expect(clock.pendingTimers).toBe(0);
  });
});
