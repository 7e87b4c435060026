import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRunner, metricId, normalizeMetric } from '../../evaluate';
import { withBudget } from '../../lm';
import type { Module } from '../../modules';
import { writeJsonFile } from '../../saving';
import { inSpan } from '../../tracing';
import { checkCompile } from '../check-options';
import { ProposerFailedError, TooManyErrorsError } from '../compile-errors';
import type { CompileMetric } from '../compile-metric';
import type { CompileOptions, Teleprompter } from '../teleprompter';
import { Ledger } from './budget';
import { CompileJob, type CompileResult, type JobControls } from './compile-job';
import { CompileReport } from './compile-report';
import { CompileRun } from './compile-run';
import { confirmWinner } from './confirm';
import { fingerprintOf, jobId, type Fingerprint } from './fingerprint';
import { onInterrupt } from './interrupt';
import { openJobDirectory, storageInMemory, type JobStorage } from './job-directory';
import { CompileEndedError } from './job-errors';
import { checkStop, STOP_FILE, whyStop } from './stop-conditions';

/** What a {@link JobTeleprompter} says of itself. */
export interface JobTeleprompterTraits {
  /** Its name, such as `MIPROv2`. */
  readonly name: string;
  readonly metric?: CompileMetric;
  /** Decides on everything random. @default 0 */
  readonly seed?: number;
  /** Most things to do at once; decides on nothing. @default 8 */
  readonly concurrency?: number;
  /** How many evaluations in a row may fail by a fault of the provider or the metric. @default 20 */
  readonly maxErrors?: number;
  /** All options that decide on the result, `metric` and `seed` among them or not: a job with others cannot go on. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * An optimizer whose compilations are jobs: they give a handle at once, report, keep to a budget, and go on after a crash.
 *
 * A subclass says its traits in the constructor and writes `search`, which asks only through the run it is given.
 */
export abstract class JobTeleprompter implements Teleprompter {
  readonly #traits: JobTeleprompterTraits;

  constructor(traits: JobTeleprompterTraits) {
    this.#traits = Object.freeze({ ...traits });
  }

  /**
   * Looks for a better program. It does not change the student, lets {@link CompileEndedError} pass, and puts every program
   * that could be the result up by `run.consider`, so that an early end has something to give.
   *
   * @returns the compiled program, which shares no mutable state with the student.
   */
  protected abstract search<Student extends Module>(run: CompileRun<Student>): Promise<Student>;

  /**
   * Compiles, and waits for the program.
   *
   * @throws what the result of {@link start} rejects with.
   */
  async compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student> {
    return (await this.start(student, options).result).program;
  }

  /**
   * Begins to compile and returns at once.
   *
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError} for options that nothing could begin with.
   */
  start<Student extends Module>(student: Student, options: CompileOptions): CompileJob<Student> {
    const { name, metric } = this.#traits;
    checkCompile(name, student, options);
    checkStop(options.stop ?? {});
    const fingerprint = fingerprintOf({
      optimizer: name,
      options: { seed: this.#traits.seed ?? 0, ...this.#traits.options },
      student,
      teacher: options.teacher,
      metric,
      metricVersion: options.metricVersion,
      sets: { trainset: options.trainset, valset: options.valset, holdout: options.holdout },
    });
    const ledger = new Ledger(options.budget ?? {}, () => performance.now());
    const job: CompileJob<Student> = new CompileJob(
      jobId(fingerprint, 0),
      (controls) =>
        inSpan(
          'compile',
          () => ({ name, inputs: { student, options } }),
          () => this.#work(student, options, { controls, fingerprint, ledger }),
        ),
      options,
    );
    if (options.handleInterrupt === true) {
      const release = onInterrupt(() => void job.cancel());
      job.result.then(release, release);
    }
    return job;
  }

  async #work<Student extends Module>(
    student: Student,
    options: CompileOptions,
    parts: Surroundings,
  ): Promise<CompileResult<Student>> {
    const { directory, store, fork = false } = options;
    const storage =
      directory === undefined
        ? storageInMemory(parts.fingerprint, store)
        : await openJobDirectory(directory, parts.fingerprint, { fork, shared: store });
    try {
      // It told an earlier run.
      if (directory !== undefined) rmSync(join(directory, STOP_FILE), { force: true });
      const result = await this.#search(student, options, { ...parts, storage });
      if (directory !== undefined) await keep(directory, result);
      return result;
    } finally {
      storage.close();
    }
  }

  async #search<Student extends Module>(
    student: Student,
    options: CompileOptions,
    parts: Surroundings & { readonly storage: JobStorage },
  ): Promise<CompileResult<Student>> {
    const { controls, storage, ledger } = parts;
    const run = this.#runOf(student, options, parts);
    const { name } = this.#traits;
    controls.observe(() => progressOf(run, ledger), storage.id);
    const known = run.done + storage.journal.size;
    run.emit({ type: 'job-started', job: storage.id, optimizer: name, known });
    const budget = ledger.modelBudget();
    const held = <Value>(body: () => Promise<Value>): Promise<Value> =>
      budget === undefined ? body() : withBudget(budget, body);
    let stopped: CompileEndedError | undefined;
    let program: Student;
    try {
      program = run.trainset.length === 0 ? unchanged(run, name) : await held(() => this.search(run));
    } catch (error) {
      if (controls.signal.aborted) throw controls.signal.reason;
      if (isGivenUp(error) && run.best !== undefined) throw error.withBest(run.best.program);
      if (!(error instanceof CompileEndedError)) throw error;
      stopped = error;
      program = run.best?.program ?? student.deepCopy();
    }
    const confirmation = await orUndefined(
      held(() => confirmWinner(run, program, { confirm: options.confirm, holdout: options.holdout })),
    );
    const winner = run.candidates.find((candidate) => candidate.program === program)?.report.id;
    const report = new CompileReport({
      job: storage.id,
      optimizer: name,
      candidates: run.candidates.map((candidate) => candidate.report),
      ...(winner === undefined ? {} : { winner }),
      ...(confirmation === undefined ? {} : { confirmation }),
      spending: ledger.spending,
      ...(stopped === undefined ? {} : { stopped: `${stopped.reason}: ${stopped.detail}` }),
    });
    return { program, report };
  }

  #runOf<Student extends Module>(
    student: Student,
    { trainset, valset, teacher, metricVersion, stop = {}, runner, directory }: CompileOptions,
    { controls, storage, ledger }: Surroundings & { readonly storage: JobStorage },
  ): CompileRun<Student> {
    const { name, metric, seed = 0, concurrency = 8, maxErrors = 20 } = this.#traits;
    const ended = (): CompileEndedError | undefined => {
      const cancelled = controls.ended();
      if (cancelled !== undefined) return cancelled;
      const why = whyStop(stop, { bestScore: run.best?.report.score, sinceBest: run.sinceBest });
      if (why !== undefined) return new CompileEndedError('stop-condition', why);
      const isTold = directory !== undefined && existsSync(join(directory, STOP_FILE));
      return isTold ? new CompileEndedError('cancelled', 'another process asked for it') : undefined;
    };
    const run: CompileRun<Student> = new CompileRun<Student>({
      optimizer: name,
      student,
      trainset,
      valset,
      teacher,
      metric: metric && normalizeMetric(metric as never),
      metricId: metric === undefined ? 'none' : metricId(metric, metricVersion),
      seed,
      concurrency,
      maxErrors,
      runner: runner ?? new LocalRunner({ concurrency }),
      storage,
      ledger,
      gate: controls.gate,
      channel: controls.channel,
      signal: controls.signal,
      ended,
    });
    return run;
  }
}

interface Surroundings {
  readonly controls: JobControls;
  readonly fingerprint: Fingerprint;
  readonly ledger: Ledger;
}

/** What the job came to, for whoever comes later. */
async function keep<Student extends Module>(
  directory: string,
  { program, report }: CompileResult<Student>,
): Promise<void> {
  await program.save(join(directory, 'program.json'));
  await writeJsonFile(join(directory, 'report.json'), report.toJSON());
}

function isGivenUp(error: unknown): error is TooManyErrorsError | ProposerFailedError {
  return error instanceof TooManyErrorsError || error instanceof ProposerFailedError;
}

/** There is nothing to learn from: that is told, by the job and to whoever only reads the error stream. */
function unchanged<Student extends Module>(run: CompileRun<Student>, name: string): Student {
  const text = `${name} was given no training examples: the program is the student as it was.`;
  run.note(text);
  process.emitWarning(text, { type: 'DspexWarning', code: 'COMPILE_EMPTY_TRAINSET' });
  return run.student.deepCopy();
}

/** A confirmation for which there is no budget left is none. */
async function orUndefined<Value>(confirmation: Promise<Value>): Promise<Value | undefined> {
  try {
    return await confirmation;
  } catch (error) {
    if (error instanceof CompileEndedError) return undefined;
    throw error;
  }
}

function progressOf(run: CompileRun<Module>, { spending }: Ledger) {
  return {
    evaluations: run.done,
    candidates: run.candidates.length,
    bestScore: run.best?.report.score,
    spending,
  };
}
