import { systemClock } from '../../src/resilience';

describe('the clock of the machine', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls back once after the delay', () => {
    const callback = jest.fn();
    systemClock.startTimer(1000, callback);
    jest.advanceTimersByTime(999);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('waits for longer than a timer can hold, in pieces', () => {
    const callback = jest.fn();
    const month = 2 ** 31 + 1000;
    systemClock.startTimer(month, callback);
    jest.advanceTimersByTime(month - 1);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a moment', 1000],
    ['longer than a timer can hold', 2 ** 32],
  ])('cancels a wait for %s, and leaves no timer', (_, delay) => {
    const callback = jest.fn();
    const cancel = systemClock.startTimer(delay, callback);
    jest.advanceTimersByTime(500);
    cancel();
    cancel();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(2 ** 33);
    expect(callback).not.toHaveBeenCalled();
  });

  it('starts no timer for ever, and takes what is no delay for none', () => {
    const callback = jest.fn();
    systemClock.startTimer(Number.POSITIVE_INFINITY, callback)();
    expect(jest.getTimerCount()).toBe(0);
    for (const delay of [Number.NaN, -5, 0]) systemClock.startTimer(delay, callback);
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(3);
  });
});
