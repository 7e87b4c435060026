import { getEventListeners } from 'node:events';
import { onAbort } from '../../src/resilience';

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('onAbort', () => {
  it('calls all who wait, once, in the order they came', () => {
    const controller = new AbortController();
    const called: number[] = [];
    for (const number of [1, 2, 3]) onAbort(controller.signal, () => called.push(number));
    controller.abort();
    expect(called).toEqual([1, 2, 3]);
  });

  it('calls at once when the signal is aborted', () => {
    const listener = jest.fn();
    onAbort(AbortSignal.abort(), listener)();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('hangs one listener on the signal for any number, and none when all have left', () => {
    const { signal } = new AbortController();
    const leaves = Array.from({ length: 1000 }, () => onAbort(signal, () => undefined));
    expect(listenersOf(signal)).toBe(1);
    for (const leave of leaves) leave();
    expect(listenersOf(signal)).toBe(0);
    leaves[0]?.();
    onAbort(signal, () => undefined);
    expect(listenersOf(signal)).toBe(1);
  });

  it('does not call who has left, and lets one listener wait twice', () => {
    const controller = new AbortController();
    const listener = jest.fn();
    const leave = onAbort(controller.signal, listener);
    onAbort(controller.signal, listener);
    leave();
    leave();
    controller.abort();
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
