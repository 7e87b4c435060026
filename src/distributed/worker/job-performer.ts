import type { Job } from 'bullmq';
import { performTravelled, type LoadedTask, type RecordedOutcome } from '../../evaluate';
import { messageOf } from '../../util';
import { failWith } from '../queue/job-failure';
import type { ProgramShelf } from '../queue/program-shelf';
import { taskName, type UnitJob } from '../queue/unit-job';
import { ProgramCache } from './program-cache';
import { Quarantine } from './quarantine';

/** What a worker does with a job. */
export class JobPerformer {
  readonly #task: LoadedTask;
  readonly #name: string;
  readonly #programs: ProgramCache;
  readonly #quarantine: Quarantine;

  constructor(module: string, task: LoadedTask, shelf: ProgramShelf) {
    this.#task = task;
    this.#name = taskName(module);
    this.#programs = new ProgramCache(task, shelf);
    this.#quarantine = new Quarantine(module);
  }

  /** @throws what the job fails with, see {@link FailureCode}. Faults of the program or metric are outcomes. */
  async perform(
    { data, stalledCounter }: Pick<Job<UnitJob>, 'data' | 'stalledCounter'>,
    signal: AbortSignal,
  ): Promise<RecordedOutcome> {
    this.#refuseForeign(data);
    if (stalledCounter >= data.attempts) {
      throw failWith(
        'DISTRIBUTED_POISON_JOB',
        `${stalledCounter} workers died or fell silent over this example.`,
      );
    }
    const program = await this.#programs.get(data.program);
    const outcome =
      stalledCounter > 0
        ? await this.#quarantine.perform(data, program, signal).catch(refused)
        : await performTravelled(data, { task: this.#task, program }, signal);
    if (outcome === undefined) throw failWith('DISTRIBUTED_WITHDRAWN', 'The run was ended.');
    return outcome;
  }

  #refuseForeign({ v, task }: UnitJob): void {
    if (v !== 1) throw failWith('DISTRIBUTED_TASK', `The job is of a version ${String(v)} of dspex.`);
    if (task === this.#name) return;
    throw failWith('DISTRIBUTED_TASK', `The job is of the module ${task}, the worker of ${this.#name}.`);
  }
}

/** A module that this process could load and the next cannot, such as TypeScript taught to this process alone. */
function refused(error: unknown): never {
  throw failWith('DISTRIBUTED_TASK', messageOf(error));
}
