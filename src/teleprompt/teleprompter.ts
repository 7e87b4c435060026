import type { Module } from '../modules';
import type { Example } from '../primitives';
import type { CompileEvent } from './compile-event';

/** What a program is compiled on. */
export interface CompileOptions {
  /** The examples to learn from, with their inputs named. At least one. */
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
}

/**
 * Makes a better program of a program: the one contract of all optimizers.
 *
 * Implementers promise:
 * - how to optimize is said once, in the constructor; what to optimize, in `compile`; the options are not changed;
 * - the student is not changed, and neither is the teacher; the result shares no mutable state with them;
 * - the same seed, data and answers of the model give the same program, whatever the concurrency;
 * - an example that fails is passed over; so many failures that nothing can be learned are an error;
 * - an unknown option is an error, and so is an empty trainset;
 * - an abort rejects with the signal's reason.
 */
export interface Teleprompter {
  compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student>;
}
