import { messageOf } from '../../util';
import type { LoadedTask } from '../../evaluate';
import type { Module } from '../../modules';
import { failWith } from '../queue/job-failure';
import type { ProgramShelf } from '../queue/program-shelf';

/** How many programs a worker keeps at hand. */
const MOST = 64;

/** The programs that jobs name, each loaded once. */
export class ProgramCache {
  readonly #task: LoadedTask;
  readonly #shelf: ProgramShelf;
  readonly #programs = new Map<string, Promise<Module>>();

  constructor(task: LoadedTask, shelf: ProgramShelf) {
    this.#task = task;
    this.#shelf = shelf;
  }

  /** @throws what the job fails with: the program is not there, or is none of this task's. */
  get(name: string): Promise<Module> {
    const known = this.#programs.get(name);
    this.#programs.delete(name);
    const program = known ?? this.#load(name);
    this.#programs.set(name, program);
    program.catch(() => this.#programs.delete(name));
    const [oldest] = this.#programs.keys();
    if (this.#programs.size > MOST && oldest !== undefined) this.#programs.delete(oldest);
    return program;
  }

  async #load(name: string): Promise<Module> {
    const state = await this.#shelf.take(name);
    if (state === null) throw failWith('DISTRIBUTED_PROGRAM_MISSING', `Redis does not hold ${name}.`);
    try {
      return this.#task.createProgram().loadState(JSON.parse(state) as object, { drift: 'accept' });
    } catch (error) {
      throw failWith('DISTRIBUTED_TASK', messageOf(error));
    }
  }
}
