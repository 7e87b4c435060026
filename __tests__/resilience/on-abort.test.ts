import { getEventListeners } from 'node:events';
import { onAbort } from '../../src/resilience';

describe('onAbort', () => {
  it('calls everyone who waits, in the order they came', () => {
    const controller = new AbortController();
    const called: number[] = [];
    onAbort(controller.signal, () => called.push(1));
    onAbort(controller.signal, () => called.push(2));
    controller.abort();
    expect(called).toEqual([1, 2]);
  });

  it('calls at once when the signal has already aborted', () => {
    const called = jest.fn();
    onAbort(AbortSignal.abort(), called);
    expect(called).toHaveBeenCalledTimes(1);
  });

  it('hangs one listener on the signal for any number, and none when all have left', () => {
    const { signal } = new AbortController();
    const leave = Array.from({ length: 50 }, () => onAbort(signal, () => undefined));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    for (const each of leave) each();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('does not call who has left, even twice, and serves who comes after', () => {
    const controller = new AbortController();
    const [left, stayed] = [jest.fn(), jest.fn()];
    const leave = onAbort(controller.signal, left);
    leave();
    onAbort(controller.signal, stayed);
    leave();
    controller.abort();
    expect(left).not.toHaveBeenCalled();
    expect(stayed).toHaveBeenCalledTimes(1);
  });

  it('lets one listener wait twice', () => {
    const controller = new AbortController();
    const called = jest.fn();
    onAbort(controller.signal, called);
    onAbort(controller.signal, called)();
    controller.abort();
    expect(called).toHaveBeenCalledTimes(1);
  });
});
