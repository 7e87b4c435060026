import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import { NO_USAGE } from '../../messages';
import { Module } from '../../modules';
import { Prediction, type TraceStep } from '../../primitives';
import { onAbort } from '../../resilience';
import { assertKnownOptions } from '../../util';
import { TaskModuleError } from '../evaluate-errors';
import { LocalRunner } from '../local-runner';
import type { Program } from '../program';
import type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from '../runner';
import { toOutcome, type RecordedOutcome, type TraceRecord } from '../store/evaluation-record';
import { WorkerProcess, type WorkerDeath } from './worker-process';

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

/**
 * Runs evaluations in processes of their own: a program or metric that crashes, leaks or never ends costs its own row and nothing else, and
 * all cores are used.
 *
 * Programs travel as their state, examples as their fields. When a process dies, the units it was at are tried again one by one, so that the
 * one at fault is found; that one gets an error of kind `program`.
 *
 * @example
 * ```ts
 * const runner = new ProcessRunner({ module: './router.js', killAfter: 60_000 });
 * const result = await new Evaluate({ devset, metric, runner }).call(program);
 * runner.close();
 * ```
 */
export class ProcessRunner implements Runner {
  readonly #options: Required<Omit<ProcessRunnerOptions, 'execArgv'>> &
    Pick<ProcessRunnerOptions, 'execArgv'>;
  readonly #local: LocalRunner;
  readonly #workers: (WorkerProcess | undefined)[];
  readonly #programs = new Map<Program, { readonly id: number; readonly state: unknown }>();
  readonly #alone = new LocalRunner({ concurrency: 1 });
  #units = 0;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: ProcessRunnerOptions) {
    const known = ['module', 'processes', 'concurrency', 'killAfter', 'execArgv'] as const;
    assertKnownOptions(options, known, 'new ProcessRunner(...)');
    const { module, processes = availableParallelism(), concurrency = 8, killAfter = 300_000 } = options;
    if (typeof module !== 'string' || module === '') {
      throw new InvalidArgumentError('new ProcessRunner({ module })', {
        found: String(module),
        expected: 'the path of a file that exports program and metric.',
      });
    }
    for (const [name, value] of Object.entries({ processes, concurrency, killAfter })) {
      if (Number.isInteger(value) && value >= 1) continue;
      throw new InvalidArgumentError(`new ProcessRunner({ ${name} })`, {
        found: String(value),
        expected: 'a whole number of at least 1.',
      });
    }
    const isFile = isAbsolute(module) || module.startsWith('.');
    this.#options = {
      ...options,
      module: isFile ? resolve(module) : module,
      processes,
      concurrency,
      killAfter,
    };
    this.#local = new LocalRunner({ concurrency: processes * concurrency });
    this.#workers = new Array<WorkerProcess | undefined>(processes).fill(undefined);
  }

  /** @throws {@link TaskModuleError} when the module cannot be worked with; what {@link Runner} rejects with. */
  run(units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>, job: RunnerJob): Promise<void> {
    return this.#local.run(units, { ...job, perform: (unit, signal) => this.#perform(unit, signal, job) });
  }

  /** Ends the processes. A run after that begins new ones. */
  close(): void {
    for (const worker of this.#workers) worker?.end();
    this.#workers.fill(undefined);
  }

  async #perform(
    unit: EvaluationUnit,
    signal: AbortSignal,
    job: RunnerJob,
  ): Promise<UnitOutcome | undefined> {
    const first = await this.#ask(this.#worker(), unit, { signal, job });
    if (signal.aborted) return undefined;
    if (!isDeath(first)) return outcomeOf(first);
    this.#refuseUnusable(first);
    return this.#performAlone(unit, signal, job);
  }

  /** In a process of its own, after another died with several units at once. */
  async #performAlone(
    unit: EvaluationUnit,
    signal: AbortSignal,
    job: RunnerJob,
  ): Promise<UnitOutcome | undefined> {
    let outcome: UnitOutcome | undefined;
    await this.#alone.run([unit], {
      signal,
      perform: async () => {
        const worker = this.#begin();
        const started = performance.now();
        const second = await this.#ask(worker, unit, { signal, job });
        worker.end();
        if (signal.aborted) return undefined;
        if (isDeath(second)) this.#refuseUnusable(second);
        return isDeath(second) ? crashed(second, performance.now() - started, job) : outcomeOf(second);
      },
      onOutcome: (_, found) => {
        outcome = found;
      },
    });
    return outcome;
  }

  async #ask(
    worker: WorkerProcess,
    { program, example, rolloutId }: EvaluationUnit,
    { signal, job }: { readonly signal: AbortSignal; readonly job: RunnerJob },
  ): Promise<RecordedOutcome | WorkerDeath> {
    const { id, state } = this.#programOf(program);
    if (!worker.knows(id)) worker.teach(id, state);
    await worker.ready;
    const { killAfter } = this.#options;
    const end = (): void => worker.kill('the run was ended');
    const timer = setTimeout(
      () => worker.kill(`it was killed after ${killAfter} ms over one unit`),
      killAfter,
    );
    const leave = onAbort(signal, end);
    try {
      return await worker.perform({
        type: 'unit',
        unit: this.#units++,
        program: id,
        fields: example.toJSON(),
        inputs: example.inputKeys ?? [],
        ...(rolloutId === undefined ? {} : { rolloutId }),
        terms: job.terms ?? {},
      });
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  #programOf(program: Program): { readonly id: number; readonly state: unknown } {
    const known = this.#programs.get(program);
    if (known !== undefined) return known;
    if (!(program instanceof Module)) {
      throw new InvalidArgumentError('ProcessRunner', {
        found: 'a program that is no module',
        expected: 'an instance of the class that its module exports.',
      });
    }
    const entry = { id: this.#programs.size, state: program.dumpState() };
    this.#programs.set(program, entry);
    return entry;
  }

  /** The process with the least to do. */
  #worker(): WorkerProcess {
    let best = 0;
    for (const [place, worker] of this.#workers.entries()) {
      if (worker === undefined || !worker.isAlive) {
        const begun = this.#begin();
        this.#workers[place] = begun;
        return begun;
      }
      if (worker.load < (this.#workers[best]?.load ?? 0)) best = place;
    }
    return this.#workers[best] as WorkerProcess;
  }

  #begin(): WorkerProcess {
    const { module, execArgv } = this.#options;
    return new WorkerProcess({ file: workerFile(), module, execArgv });
  }

  #refuseUnusable({ unusable }: WorkerDeath): void {
    if (unusable !== undefined) throw new TaskModuleError(this.#options.module, unusable);
  }
}

/** Beside the bundle in the package, beside this file in the repository. */
function workerFile(): string {
  const bundled = join(__dirname, 'evaluation-worker.cjs');
  return existsSync(bundled) ? bundled : join(__dirname, 'worker-main.ts');
}

function isDeath(ended: RecordedOutcome | WorkerDeath): ended is WorkerDeath {
  return 'how' in ended;
}

function crashed({ how }: WorkerDeath, latencyMs: number, { terms = {} }: RunnerJob): UnitOutcome {
  const error = {
    kind: 'program' as const,
    code: 'EVALUATE_PROCESS_DIED',
    message: `The process died over this example: ${how}.`,
  };
  const score = terms.failureScore === undefined ? {} : { score: terms.failureScore };
  return { error, latencyMs, usage: NO_USAGE, ...score };
}

/** The outcome as if the unit had been performed here. */
function outcomeOf(recorded: RecordedOutcome): UnitOutcome {
  const trace = recorded.trace?.map(stepOf);
  return trace === undefined ? toOutcome(recorded) : { ...toOutcome(recorded), trace };
}

function stepOf({ path, inputs, outputs, isComplete }: TraceRecord): TraceStep {
  return { path, predictor: {}, inputs, prediction: Prediction.from(outputs), isComplete };
}
