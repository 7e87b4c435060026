import type { Module } from '../../modules';
import { onAbort } from '../../resilience';
import type { CompileEvent } from '../compile-event';
import type { Spending } from './budget';
import type { CompileReport } from './compile-report';
import { EventChannel } from './event-channel';
import { Gate } from './gate';
import { CompileEndedError } from './job-errors';

/** Where a job stands. */
export type JobState = 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** How far a job is. */
export interface JobProgress {
  /** Examples evaluated so far. */
  readonly evaluations: number;
  /** Candidates that were scored in full. */
  readonly candidates: number;
  /** The best score so far. */
  readonly bestScore: number | undefined;
  readonly spending: Spending | undefined;
}

/** What a job comes to. */
export interface CompileResult<Student extends Module> {
  readonly program: Student;
  readonly report: CompileReport;
}

/** What the job's work is given. */
export interface JobControls {
  readonly channel: EventChannel;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Why the search must end; undefined when it may go on. */
  readonly ended: () => CompileEndedError | undefined;
  /** Tells the job how to say where it stands. */
  readonly observe: (progress: () => JobProgress, id: string) => void;
}

const NOTHING_YET: JobProgress = Object.freeze({
  evaluations: 0,
  candidates: 0,
  bestScore: undefined,
  spending: undefined,
});

/**
 * A compilation under way: what `start` gives at once.
 *
 * @example
 * ```ts
 * const job = optimizer.start(student, { trainset, directory: 'runs/router' });
 * for await (const event of job.events()) console.log(event.type);
 * const { program, report } = await job.result;
 * ```
 */
export class CompileJob<Student extends Module> {
  /** The compiled program and the report; rejects when the job fails or its signal aborts. */
  readonly result: Promise<CompileResult<Student>>;
  readonly #channel: EventChannel;
  readonly #gate = new Gate();
  readonly #controller = new AbortController();
  #state: JobState = 'running';
  #id: string;
  #cancelled: CompileEndedError | undefined;
  #progress: () => JobProgress = () => NOTHING_YET;

  /**
   * @param id its name until the directory says better.
   * @param work what is to be done.
   */
  constructor(
    id: string,
    work: (controls: JobControls) => Promise<CompileResult<Student>>,
    {
      signal,
      onEvent,
    }: { readonly signal?: AbortSignal; readonly onEvent?: (event: CompileEvent) => void } = {},
  ) {
    this.#id = id;
    this.#channel = new EventChannel(onEvent);
    const release =
      signal &&
      onAbort(signal, () => {
        this.#controller.abort(signal.reason);
        this.#gate.open();
      });
    this.result = this.#settle(work).finally(() => {
      release?.();
      this.#channel.close();
    });
    // Whoever asks for the result learns of a failure; one who only reads events is not to crash.
    this.result.catch(() => undefined);
  }

  /** Its name: the same for the same program, data, metric and options. */
  get id(): string {
    return this.#id;
  }

  get state(): JobState {
    return this.#state;
  }

  get progress(): JobProgress {
    return this.#progress();
  }

  /** All events from the first on, whenever it is called; ends with the job. */
  events(): AsyncIterable<CompileEvent> {
    return this.#channel.read();
  }

  /**
   * Ends the search: calls under way are finished, then the best program so far is the result.
   *
   * @returns the result.
   */
  cancel(): Promise<CompileResult<Student>> {
    this.#cancelled ??= new CompileEndedError('cancelled', 'somebody called cancel()');
    this.#gate.open();
    return this.result;
  }

  /** Begins nothing more until {@link resume}; calls under way are finished. Does nothing when the job is over. */
  pause(): void {
    if (this.#state !== 'running') return;
    this.#state = 'paused';
    this.#gate.shut();
    this.#channel.emit({ type: 'job-paused' });
  }

  /** Goes on after {@link pause}. */
  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#channel.emit({ type: 'job-resumed' });
    this.#gate.open();
  }

  async #settle(
    work: (controls: JobControls) => Promise<CompileResult<Student>>,
  ): Promise<CompileResult<Student>> {
    try {
      const result = await work({
        channel: this.#channel,
        gate: this.#gate,
        signal: this.#controller.signal,
        ended: () => this.#cancelled,
        observe: (progress, id) => {
          this.#progress = progress;
          this.#id = id;
        },
      });
      const { stopped } = result.report;
      this.#state = stopped === undefined ? 'finished' : 'stopped';
      const reason = stopped === undefined ? {} : { reason: stopped };
      this.#channel.emit({ type: 'job-ended', state: this.#state, ...reason });
      return result;
    } catch (error) {
      this.#state = 'failed';
      this.#channel.emit({ type: 'job-ended', state: 'failed' });
      throw error;
    }
  }
}
