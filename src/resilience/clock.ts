import { LONGEST_TIMER } from '../util';

/** Time as an argument: what waits or measures takes a clock, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls back once after a delay.
   *
   * @param delay milliseconds; `Infinity` never calls back, anything longer than a platform timer can hold is waited
   *   for in pieces.
   * @returns a function that cancels; calling it twice, or after the callback, does nothing.
   */
  startTimer(delay: number, callback: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = Object.freeze({ now: () => Date.now(), startTimer });

function startTimer(delay: number, callback: () => void): () => void {
  if (delay === Number.POSITIVE_INFINITY) return () => undefined;
  let left = Math.max(0, Number.isNaN(delay) ? 0 : delay);
  let timer: ReturnType<typeof setTimeout>;
  const arm = (): void => {
    const piece = Math.min(left, LONGEST_TIMER);
    left -= piece;
    timer = setTimeout(left > 0 ? arm : callback, piece);
  };
  arm();
  return () => clearTimeout(timer);
}
