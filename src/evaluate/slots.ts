import { onAbort } from '../resilience';

interface Waiter {
  readonly enter: () => void;
}

/**
 * A fixed number of places that tasks of several runs share, handed out in the order they were asked for.
 *
 * @internal
 */
export class Slots {
  private free: number;
  // A set keeps order and forgets one waiter at no cost.
  private readonly waiters = new Set<Waiter>();

  constructor(count: number) {
    this.free = count;
  }

  /** Waits for a place, or takes one at once. False when the signal aborted first; then there is nothing to give back. */
  enter(signal?: AbortSignal): boolean | Promise<boolean> {
    if (signal?.aborted) return false;
    if (this.free > 0) {
      this.free--;
      return true;
    }
    return new Promise((resolve) => {
      const waiter = {
        enter: () => {
          leave?.();
          resolve(true);
        },
      };
      const leave =
        signal &&
        onAbort(signal, () => {
          this.waiters.delete(waiter);
          resolve(false);
        });
      this.waiters.add(waiter);
    });
  }

  /** Gives the place back; the longest waiting task gets it. */
  leave(): void {
    const [next] = this.waiters;
    if (next === undefined) {
      this.free++;
      return;
    }
    this.waiters.delete(next);
    next.enter();
  }
}
