import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NO_USAGE } from '../../messages';
import { onAbort } from '../../resilience';
import { TaskModuleError } from '../evaluate-errors';
import { LocalRunner } from '../local-runner';
import type { Program } from '../program';
import type { EvaluationUnit, RunnerJob, UnitOutcome } from '../runner';
import type { RecordedOutcome } from '../store/evaluation-record';
import { arrivedOutcome } from './arrived-outcome';
import type { ProcessPlan } from './process-options';
import { travellingModule, travellingParts } from './travelling';
import { WorkerProcess, type WorkerDeath } from './worker-process';

/** The processes of a runner, and which of them performs what. */
export class ProcessPool {
  readonly #plan: ProcessPlan;
  readonly #workers: (WorkerProcess | undefined)[];
  readonly #programs = new Map<Program, { readonly id: number; readonly state: unknown }>();
  readonly #alone = new LocalRunner({ concurrency: 1 });
  #units = 0;

  constructor(plan: ProcessPlan) {
    this.#plan = plan;
    this.#workers = new Array<WorkerProcess | undefined>(plan.processes).fill(undefined);
  }

  /** Ends the processes. */
  close(): void {
    for (const worker of this.#workers) worker?.end();
    this.#workers.fill(undefined);
  }

  /** What came of a unit; nothing where the run was ended. */
  async perform(unit: EvaluationUnit, signal: AbortSignal, job: RunnerJob): Promise<UnitOutcome | undefined> {
    const first = await this.#ask(this.#worker(), unit, { signal, job });
    if (signal.aborted) return undefined;
    if (!isDeath(first)) return arrivedOutcome(first);
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
        return isDeath(second) ? crashed(second, performance.now() - started, job) : arrivedOutcome(second);
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
    const { killAfter } = this.#plan;
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
        ...travellingParts({ example, rolloutId }),
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
    const state = travellingModule(program, 'ProcessRunner').dumpState();
    const entry = { id: this.#programs.size, state };
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
    const { module, execArgv } = this.#plan;
    return new WorkerProcess({ file: workerFile(), module, execArgv });
  }

  #refuseUnusable({ unusable }: WorkerDeath): void {
    if (unusable !== undefined) throw new TaskModuleError(this.#plan.module, unusable);
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
