import { DspyError } from '../errors';
import { excerpt, messageOf } from '../util';

/** A metric threw, or gave something that is no score. */
export class MetricError extends DspyError {
  static override readonly code = 'EVALUATE_METRIC';

  /**
   * @param found what the metric gave, in words; absent when it threw.
   * @param cause what it threw.
   */
  constructor(found: string | undefined, cause?: unknown) {
    super({
      problem: cause === undefined ? 'The metric gave something that is no score.' : 'The metric threw.',
      found: found ?? excerpt(messageOf(cause)),
      expected: 'a finite number, a boolean, or { score, feedback?, objectives? }.',
      cause,
    });
  }
}

/** One example took longer than {@link EvaluateOptions.timeout}. */
export class ExampleTimeoutError extends DspyError {
  static override readonly code = 'EVALUATE_TIMEOUT';

  /** @param timeout the limit, in milliseconds. */
  constructor(readonly timeout: number) {
    super({
      problem: `The example took longer than ${timeout} ms.`,
      fix: 'raise `timeout` of Evaluate, or find out why the program or the metric hangs.',
    });
  }
}

/** What a {@link ScoreGateError} is about. */
export interface ScoreGateFacts {
  readonly score: number;
  readonly n: number;
  readonly interval: readonly [low: number, high: number];
  readonly minScore: number;
  readonly by: 'score' | 'low' | 'high';
  /** How many rows have no score, where that is the reason. */
  readonly unscored?: number;
  /** The slice that is too low, where it is one. */
  readonly slice?: string | undefined;
}

/** An evaluation did not reach the score it was held to. */
export class ScoreGateError extends DspyError {
  static override readonly code = 'EVALUATE_SCORE_GATE';

  readonly score: number;
  readonly minScore: number;

  constructor({ score, n, interval, minScore, by, unscored, slice }: ScoreGateFacts) {
    const [low, high] = interval.map((end) => end.toFixed(3));
    const where = slice === undefined ? '' : ` of the slice ${JSON.stringify(slice)}`;
    const held = {
      score: 'the score',
      low: 'the low end of the interval',
      high: 'the high end of the interval',
    }[by];
    super({
      problem:
        unscored === undefined
          ? `The score${where} is not high enough.`
          : `Too many rows have no score: ${unscored} of ${unscored + n}.`,
      found: `${score.toFixed(3)} (95 % ${low} to ${high}, n ${n})`,
      expected: `${held} to be at least ${minScore}.`,
      fix:
        interval[1] < minScore || unscored !== undefined
          ? 'look at the rows that failed.'
          : 'look at the rows that failed, or evaluate on more examples: the interval reaches over the bar.',
    });
    this.score = score;
    this.minScore = minScore;
  }
}

/** A program whose evaluations are to be kept cannot be told from another. */
export class UnnamedProgramError extends DspyError {
  static override readonly code = 'EVALUATE_UNNAMED_PROGRAM';

  /** @param found what the program is. */
  constructor(found: string) {
    super({
      problem:
        'Evaluations of this program cannot be kept: it is no module, so nothing tells it from another.',
      found,
      expected: 'an instance of a class that extends Module, with the `forward` of its class.',
      fix: 'wrap it in a Module, or evaluate without `directory` and `store`.',
    });
  }
}

/** The module that a {@link ProcessRunner} loads in its processes cannot be worked with. */
export class TaskModuleError extends DspyError {
  static override readonly code = 'EVALUATE_TASK_MODULE';

  /**
   * @param module the module.
   * @param reason what is wrong, as the process said it.
   */
  constructor(module: string, reason: string) {
    super({
      problem: `The module ${JSON.stringify(module)} cannot be evaluated in a process of its own.`,
      found: excerpt(reason, 500),
      expected: 'a module that exports `program` and `metric`, and configures the model.',
    });
  }
}
