import type { Interval } from '../evaluate';

/** Something that happened during a compilation. */
export type CompileEvent =
  | {
      /** The job began, or went on where an earlier process had left it. */
      readonly type: 'job-started';
      readonly job: string;
      readonly optimizer: string;
      /** How many evaluations and steps are known from before. */
      readonly known: number;
    }
  | {
      /** A training example gave demonstrations. */
      readonly type: 'example-bootstrapped';
      /** Its place in the trainset. */
      readonly index: number;
      /** The round in which it did; 0 is the first. */
      readonly round: number;
    }
  | {
      /** A training example could not be run. */
      readonly type: 'example-failed';
      readonly index: number;
      readonly error: unknown;
    }
  | {
      /** A program was run on an example and scored. */
      readonly type: 'example-evaluated';
      readonly candidate: string;
      /** Names the example by its content. */
      readonly example: string;
      /** Which of several samples it is; 0 is the first. */
      readonly rollout: number;
      readonly score?: number;
      /** Examples evaluated so far by this job, those of earlier processes included. */
      readonly done: number;
    }
  | {
      /** A step, such as asking for a new instruction, was taken and written down. */
      readonly type: 'step-finished';
      readonly step: string;
    }
  | {
      /** A search over combinations tries a point. */
      readonly type: 'trial-started';
      /** The how-manieth trial it is, from 0. */
      readonly trial: number;
      /** The choice in each dimension. */
      readonly point: readonly number[];
      /** Who chose it: it was given beforehand, it was drawn by chance, or earlier trials guided to it. */
      readonly chosenBy: 'plan' | 'chance' | 'trials';
    }
  | {
      /** Something an optimizer has to say for a person. */
      readonly type: 'note-written';
      readonly text: string;
    }
  | {
      /** A candidate program was scored. */
      readonly type: 'candidate-evaluated';
      /** Names the program by what it is. */
      readonly candidate: string;
      /** How it was made, in a few words. */
      readonly origin: string;
      readonly score: number;
      readonly n: number;
      readonly interval: Interval;
      /** Whether it is the best so far. */
      readonly isBest: boolean;
      /** The how-manieth candidate it is, from 1. */
      readonly place: number;
      /** How many there will be, when the optimizer knows. */
      readonly total?: number;
    }
  | { readonly type: 'job-paused' }
  | { readonly type: 'job-resumed' }
  | {
      /** The job is over. */
      readonly type: 'job-ended';
      readonly state: 'finished' | 'stopped' | 'failed';
      /** Why it was stopped: its budget, a stop condition, or somebody. */
      readonly reason?: string;
    };
