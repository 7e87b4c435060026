/** How a {@link ProcessRunner} runs. */
export interface ProcessRunnerOptions {
  /**
   * The file, or the package, that exports `program` (a class that extends Module, or a function that makes one) and `metric`, and that
   * configures the model. Relative to the working directory. Loaded in each process.
   */
  readonly module: string;
  /**
   * How many processes.
   * @default one for each core
   */
  readonly processes?: number;
  /**
   * Most units at once in each process.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How long a process may take over one unit before it is killed, in milliseconds. An endless loop ends by nothing else.
   * @default 300_000
   */
  readonly killAfter?: number;
  /**
   * Arguments for Node in the processes.
   * @default those of this process
   */
  readonly execArgv?: readonly string[];
}

/** What was asked for, all of it set. */
export type ProcessPlan = Required<Omit<ProcessRunnerOptions, 'execArgv'>> &
  Pick<ProcessRunnerOptions, 'execArgv'>;
