import type { RecordedOutcome } from '../store/evaluation-record';
import type { TravelledUnit } from './perform-travelled';

/** What a worker is told. */
export type ToWorker =
  | {
      /** The state of a program, under a number that units name it by. */
      readonly type: 'program';
      readonly program: number;
      readonly state: unknown;
    }
  | (TravelledUnit & { readonly type: 'unit'; readonly unit: number; readonly program: number })
  | { readonly type: 'end' };

/** What a worker says. */
export type FromWorker =
  | { readonly type: 'ready' }
  | {
      /** The module cannot be worked with. */
      readonly type: 'unusable';
      readonly message: string;
    }
  | { readonly type: 'outcome'; readonly unit: number; readonly outcome: RecordedOutcome };
