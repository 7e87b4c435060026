/** Something that happened during a compilation. */
export type CompileEvent =
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
      /** A candidate program was scored. */
      readonly type: 'candidate-evaluated';
      readonly seed: number;
      readonly score: number;
      readonly n: number;
      /** How many candidates there are in all. */
      readonly total: number;
    };
