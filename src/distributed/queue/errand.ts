import type { RecordedOutcome } from '../../evaluate';
import type { PackedUnit } from './unit-packer';

/** A job that somebody here waits for. */
export class Errand {
  /** What came of it; undefined when its run was ended first. */
  readonly ended: Promise<RecordedOutcome | undefined>;
  /** How many wait for it: two runs may ask the same. */
  waiters = 0;
  /** How often its program was missing. */
  losses = 0;
  isSettled = false;
  readonly resolve: (outcome: RecordedOutcome | undefined) => void;
  readonly reject: (reason: unknown) => void;

  constructor(readonly unit: PackedUnit) {
    let resolve: Errand['resolve'] = () => undefined;
    let reject: Errand['reject'] = () => undefined;
    this.ended = new Promise((onOutcome, onError) => {
      resolve = onOutcome;
      reject = onError;
    });
    // Whoever asked hears of it; one that nobody asked for any more is no unhandled fault.
    this.ended.catch(() => undefined);
    this.resolve = (outcome) => {
      this.isSettled = true;
      resolve(outcome);
    };
    this.reject = (reason) => {
      this.isSettled = true;
      reject(reason);
    };
  }
}
