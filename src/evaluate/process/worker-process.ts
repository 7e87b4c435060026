import { fork, type ChildProcess } from 'node:child_process';
import type { RecordedOutcome } from '../store/evaluation-record';
import type { FromWorker, ToWorker } from './messages';

/** How a worker process is begun. */
export interface WorkerStart {
  /** The file it runs. */
  readonly file: string;
  /** The module with program and metric. */
  readonly module: string;
  readonly execArgv: readonly string[] | undefined;
}

/** Why a worker gave no outcome. */
export interface WorkerDeath {
  /** In words: how the process ended. */
  readonly how: string;
  /** What it said of a module that cannot be worked with. */
  readonly unusable?: string;
}

/** One worker process and the units it is at. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #units = new Map<number, (ended: RecordedOutcome | WorkerDeath) => void>();
  readonly #programs = new Set<number>();
  /** Resolves when it can take units, or has died. */
  readonly ready: Promise<void>;
  #settleReady: () => void = () => undefined;
  #unusable: string | undefined;
  #death: WorkerDeath | undefined;
  #killedFor: string | undefined;

  constructor({ file, module, execArgv }: WorkerStart) {
    this.ready = new Promise((resolve) => {
      this.#settleReady = resolve;
    });
    this.#child = fork(file, [module], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
    this.#child.on('message', (message) => this.#hear(message as FromWorker));
    this.#child.on('error', (error) => this.#die({ how: `it could not be begun: ${error.message}` }));
    this.#child.on('exit', (code, signal) => {
      const how =
        this.#killedFor ?? (signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
      this.#die(this.#unusable === undefined ? { how } : { how, unusable: this.#unusable });
    });
  }

  get isAlive(): boolean {
    return this.#death === undefined && this.#killedFor === undefined;
  }

  /** How many units it is at. */
  get load(): number {
    return this.#units.size;
  }

  knows(program: number): boolean {
    return this.#programs.has(program);
  }

  /** Tells it a program that units will name. */
  teach(program: number, state: unknown): void {
    this.#programs.add(program);
    this.#say({ type: 'program', program, state });
  }

  /** Has it perform a unit: what came of it, or how the process died over it. */
  perform(message: Extract<ToWorker, { readonly type: 'unit' }>): Promise<RecordedOutcome | WorkerDeath> {
    return new Promise((resolve) => {
      if (this.#death !== undefined) resolve(this.#death);
      else {
        this.#units.set(message.unit, resolve);
        this.#say(message);
      }
    });
  }

  /** @param reason what the process died of, in words. */
  kill(reason: string): void {
    this.#killedFor ??= reason;
    this.#child.kill('SIGKILL');
  }

  /** Lets it end by itself. */
  end(): void {
    if (this.isAlive) this.#say({ type: 'end' });
  }

  #say(message: ToWorker): void {
    // A process that died meanwhile says so by its exit.
    this.#child.send(message, () => undefined);
  }

  #hear(message: FromWorker): void {
    if (message.type === 'ready') this.#settleReady();
    if (message.type === 'unusable') this.#unusable = message.message;
    if (message.type !== 'outcome') return;
    const resolve = this.#units.get(message.unit);
    this.#units.delete(message.unit);
    resolve?.(message.outcome);
  }

  #die(death: WorkerDeath): void {
    if (this.#death !== undefined) return;
    this.#death = death;
    this.#settleReady();
    const waiting = [...this.#units.values()];
    this.#units.clear();
    for (const resolve of waiting) resolve(death);
  }
}
