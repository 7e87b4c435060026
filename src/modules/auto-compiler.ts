import { contextSlot } from '../context';
import type { LanguageModel } from '../lm';
import type { Example, TraceStep } from '../primitives';
import { ModuleUsageError } from './modules-errors';

/**
 * What `program.compile(options)` takes when no optimizer is named: those of `Auto`, and those of every compilation.
 *
 * Declared here because modules know no optimizer; a type test keeps it the same as what `Auto` declares.
 */
export interface AutoCompileOptions {
  /** The examples to learn from, with their inputs named. */
  readonly trainset: readonly Example[];
  /** Says how good an answer is. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Only the metric knows the fields.
  readonly metric: (example: any, prediction: any, trace?: readonly TraceStep[]) => unknown;
  /** The examples to choose among candidates by. @default a part of the trainset */
  readonly valset?: readonly Example[];
  /** The program whose calls become demonstrations. @default the program itself */
  readonly teacher?: object;
  /** Ends the compilation; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told what happens while it happens. */
  onEvent?(event: { readonly type: string }): void;
  /** A directory to keep everything in that is needed to go on after a crash. @default nothing is kept */
  readonly directory?: string;
  /** Whether to begin a new job in a directory that holds another. @default false */
  readonly fork?: boolean;
  /** Evaluations to share with other jobs. @default the job's own */
  readonly store?: object;
  /** Where programs are run on examples. @default this process */
  readonly runner?: object;
  /** The most to spend. @default no bound */
  readonly budget?: {
    /** Dollars. @default no bound */
    readonly usd?: number;
    /** Tokens. @default no bound */
    readonly tokens?: number;
    /** Calls that reach a model's provider. @default no bound */
    readonly lmCalls?: number;
    /** Runs of the program on an example. @default no bound */
    readonly metricCalls?: number;
    /** Minutes. @default no bound */
    readonly minutes?: number;
  };
  /** When to stop before the search is done. @default when it is done */
  readonly stop?: {
    /** A score that is good enough. @default none */
    readonly score?: number;
    /** So many candidates in a row that are no better. @default no bound */
    readonly patience?: number;
    /** A file whose appearance stops the search. @default none */
    readonly file?: string;
  };
  /** Whether the winner is compared with the student on examples that the search did not choose by. @default true */
  readonly confirm?: boolean | number;
  /** Examples for nothing but that. @default what the search leaves */
  readonly holdout?: readonly Example[];
  /** A name for what the metric measures, where something it calls has changed. @default the metric's code */
  readonly metricVersion?: string;
  /** Whether Ctrl-C ends the job with the best program so far. @default false */
  readonly handleInterrupt?: boolean;
  /** Writes instructions. @default the model in force */
  readonly promptModel?: LanguageModel;
  /** What the teacher of bootstrapped demonstrations is called with. @default the models of the program */
  readonly teacherSettings?: {
    /** The teacher's model. @default the models of the program */
    readonly lm?: LanguageModel;
  };
  /** Most demonstrations out of a teacher's calls, for each predictor. @default 4 */
  readonly maxBootstrappedDemos?: number;
  /** Most labelled demonstrations for each predictor. @default 16 */
  readonly maxLabeledDemos?: number;
  /** New instructions to try. @default 4 */
  readonly numInstructions?: number;
  /** Times the instructions are revised after a look at failures. @default 2 */
  readonly numReflections?: number;
  /** Decides on everything random. @default 0 */
  readonly seed?: number;
  /** Most things to do at once. @default 8 */
  readonly concurrency?: number;
  /** How many calls in a row may fail by a fault of the provider or the metric. @default 20 */
  readonly maxErrors?: number;
}

/** Compiles a program by options alone. */
export type AutoCompiler = <Student extends object>(
  student: Student,
  options: AutoCompileOptions,
) => Promise<Student>;

/** What compiles where no optimizer is named; the room of the optimizers sets it. */
export const autoCompiler = contextSlot<AutoCompiler | undefined>('auto-compiler', undefined);

/** Compiles with whatever compiles where no optimizer is named. */
export function compileAuto<Student extends object>(
  student: Student,
  options: AutoCompileOptions,
): Promise<Student> {
  const compile = autoCompiler.get();
  if (compile !== undefined) return compile(student, options);
  throw new ModuleUsageError('compile(options) found no optimizer.', {
    expected: 'an optimizer, or the whole package loaded.',
    fix: "import from 'dspex', or name one: program.compile(new LabeledFewShot(), { trainset }).",
  });
}
