import type { EvaluationStore, Runner } from '../evaluate';
import type { Module } from '../modules';
import type { Example } from '../primitives';
import type { CompileEvent } from './compile-event';
import type { CompileBudget } from './job/budget';
import type { StopConditions } from './job/stop-conditions';

/** What a program is compiled on. */
export interface CompileOptions {
  /** The examples to learn from, with their inputs named. Without any the result is the student, and a warning says so. */
  readonly trainset: readonly Example[];
  /**
   * The examples to choose among candidates by. Only those teleprompters read it that choose.
   * @default a part of the trainset that the candidates do not learn from
   */
  readonly valset?: readonly Example[];
  /**
   * The program whose calls become demonstrations. Same predictors as the student.
   * @default the student
   */
  readonly teacher?: Module;
  /** Ends the compilation; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told what happens while it happens. What it throws ends the compilation. */
  readonly onEvent?: (event: CompileEvent) => void;
  /**
   * A directory to keep everything in that is needed to go on: run the same code again after a crash and it continues. A changed
   * program, data set, metric or option is refused.
   * @default nothing is kept
   */
  readonly directory?: string;
  /**
   * Whether to begin a new job in a directory that holds another; evaluations that still hold are not made again.
   * @default false
   */
  readonly fork?: boolean;
  /**
   * Evaluations to share with other jobs and with `Evaluate`.
   * @default the job's own
   */
  readonly store?: EvaluationStore;
  /**
   * Where programs are run on examples, such as a `ProcessRunner` that keeps what crashes apart.
   * @default this process, as many at once as the teleprompter's concurrency
   */
  readonly runner?: Runner;
  /**
   * The most to spend. At the bound the best program so far is the result.
   * @default no bound
   */
  readonly budget?: CompileBudget;
  /**
   * When to stop before the search is done, with the best program so far.
   * @default when the search is done
   */
  readonly stop?: StopConditions;
  /**
   * Whether the winner is compared with the student on examples that the search did not choose by: of those given here, else
   * of trainset and valset; or how many of them at most.
   * @default true where at least ten are left, at most 100 of them
   */
  readonly confirm?: boolean | number;
  /** Examples for nothing but the confirmation. @default what the search leaves of trainset and valset */
  readonly holdout?: readonly Example[];
  /**
   * A name for what the metric measures, where something it calls has changed.
   * @default the metric's code
   */
  readonly metricVersion?: string;
  /**
   * Whether Ctrl-C ends the job with the best program so far; a second one ends the process.
   * @default false
   */
  readonly handleInterrupt?: boolean;
}

/**
 * Makes a better program of a program: the one contract of all optimizers.
 *
 * Implementers promise:
 * - how to optimize is said once, in the constructor; what to optimize, in `compile`; the options are not changed;
 * - the student is not changed, and neither is the teacher; the result shares no mutable state with them;
 * - the same seed, data and answers of the model give the same program, whatever the concurrency;
 * - an example that fails is passed over; so many failures that nothing can be learned are an error;
 * - an unknown option is an error; with an empty trainset the result is a copy of the student, and a warning is given;
 * - an abort rejects with the signal's reason.
 *
 * Extend `JobTeleprompter` to get jobs that report, stop and resume.
 */
export interface Teleprompter {
  compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student>;
}
