import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRunner, metricId, normalizeMetric } from '../../evaluate';
import { withBudget } from '../../lm';
import type { Module } from '../../modules';
import { writeJsonFile } from '../../saving';
import { ProposerFailedError, TooManyErrorsError } from '../compile-errors';
import type { CompileOptions } from '../teleprompter';
import type { Ledger } from './budget';
import type { CompileResult, JobControls } from './compile-job';
import { CompileReport } from './compile-report';
import { CompileRun } from './compile-run';
import { confirmWinner } from './confirm';
import type { Fingerprint } from './fingerprint';
import { openJobDirectory, storageInMemory, type JobStorage } from './job-directory';
import { CompileEndedError } from './job-errors';
import type { JobTeleprompterTraits } from './job-teleprompter-traits';
import { STOP_FILE, whyStop } from './stop-conditions';

/** What one compilation is made of. */
export interface JobTask<Student extends Module> {
  readonly traits: JobTeleprompterTraits;
  readonly student: Student;
  readonly options: CompileOptions;
  readonly controls: JobControls;
  readonly fingerprint: Fingerprint;
  readonly ledger: Ledger;
  /** What the optimizer does with a run. */
  readonly search: (run: CompileRun<Student>) => Promise<Student>;
}

/** Compiles: opens what is kept of the job, lets the optimizer search, confirms what it found, and keeps the result. */
export async function runJob<Student extends Module>(
  task: JobTask<Student>,
): Promise<CompileResult<Student>> {
  const { options, fingerprint } = task;
  const { directory, store, fork = false } = options;
  const storage =
    directory === undefined
      ? storageInMemory(fingerprint, store)
      : await openJobDirectory(directory, fingerprint, { fork, shared: store });
  try {
    // It told an earlier run.
    if (directory !== undefined) rmSync(join(directory, STOP_FILE), { force: true });
    const result = await searched(task, storage);
    if (directory !== undefined) await keep(directory, result);
    return result;
  } finally {
    storage.close();
  }
}

async function searched<Student extends Module>(
  task: JobTask<Student>,
  storage: JobStorage,
): Promise<CompileResult<Student>> {
  const { traits, student, options, controls, ledger } = task;
  const run = runOf(task, storage);
  controls.observe(() => progressOf(run, ledger), storage.id);
  const known = run.done + storage.journal.size;
  run.emit({ type: 'job-started', job: storage.id, optimizer: traits.name, known });
  const budget = ledger.modelBudget();
  const held = <Value>(body: () => Promise<Value>): Promise<Value> =>
    budget === undefined ? body() : withBudget(budget, body);
  let stopped: CompileEndedError | undefined;
  let program: Student;
  try {
    program = run.trainset.length === 0 ? unchanged(run, traits.name) : await held(() => task.search(run));
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
    optimizer: traits.name,
    candidates: run.candidates.map((candidate) => candidate.report),
    ...(winner === undefined ? {} : { winner }),
    ...(confirmation === undefined ? {} : { confirmation }),
    spending: ledger.spending,
    ...(stopped === undefined ? {} : { stopped: `${stopped.reason}: ${stopped.detail}` }),
  });
  return { program, report };
}

function runOf<Student extends Module>(task: JobTask<Student>, storage: JobStorage): CompileRun<Student> {
  const { traits, student, options, controls, ledger } = task;
  const { trainset, valset, teacher, metricVersion, stop = {}, runner, directory } = options;
  const { name, metric, seed = 0, concurrency = 8, maxErrors = 20 } = traits;
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
    directory,
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
