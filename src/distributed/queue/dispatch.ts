import { arrivedOutcome, type RecordedOutcome, type UnitOutcome } from '../../evaluate';
import { onAbort } from '../../resilience';
import { DistributedTaskError, type RedisConnectionError } from '../distributed-errors';
import type { RunnerPlan } from '../runner-options';
import { Errand } from './errand';
import { readFailure } from './job-failure';
import { ProgramShelf } from './program-shelf';
import { openQueueSide, type KnownJob, type QueueSide } from './queue-side';
import { poisoned } from './poisoned';
import { JOB_NAME, withdrawalChannel } from './unit-job';
import type { PackedUnit } from './unit-packer';

/** How often to look whether something was missed, in milliseconds. */
const LOOK_EVERY = 5_000;

/** How long a worker has to let go of a job whose run was ended, in milliseconds. */
const GRACE = 5_000;

/** How often a program is put back that Redis lost, for one job. */
const MOST_LOSSES = 3;

/** Puts units into the queue of the workers and hears what came of them. */
export class Dispatch {
  readonly #plan: RunnerPlan;
  readonly #side: QueueSide;
  readonly #shelf: ProgramShelf;
  readonly #errands = new Map<string, Errand>();
  readonly #looking: NodeJS.Timeout;
  #lost: RedisConnectionError | undefined;
  #heardSince = false;
  #warned = false;

  private constructor(plan: RunnerPlan, side: QueueSide) {
    this.#plan = plan;
    this.#side = side;
    this.#shelf = new ProgramShelf(side.link.client, plan.queue);
    side.events.on('completed', ({ jobId, returnvalue }) =>
      this.#take(jobId, { outcome: returnvalue as unknown as RecordedOutcome }),
    );
    side.events.on('failed', ({ jobId, failedReason }) => this.#take(jobId, { failedReason }));
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY);
    this.#looking.unref();
  }

  /** @throws {@link PeerMissingError}, {@link RedisConnectionError}. */
  static async open(plan: RunnerPlan): Promise<Dispatch> {
    const opened: { dispatch?: Dispatch } = {};
    const side = await openQueueSide(plan, {
      onLost: (error) => void (opened.dispatch && opened.dispatch.#lose(error)),
      onBack: () => void (opened.dispatch && opened.dispatch.#return()),
    });
    const dispatch = new Dispatch(plan, side);
    opened.dispatch = dispatch;
    return dispatch;
  }

  /** Whether the connection is gone for good. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** What came of a unit; nothing where the run was ended. */
  async ask(unit: PackedUnit, signal: AbortSignal): Promise<UnitOutcome | undefined> {
    if (this.#lost !== undefined) throw this.#lost;
    if (signal.aborted) return undefined;
    const errand = this.#errands.get(unit.id) ?? this.#begin(unit);
    errand.waiters++;
    const leave = onAbort(signal, () => {
      if (--errand.waiters === 0) this.#withdraw(errand);
    });
    try {
      const outcome = await errand.ended;
      return outcome && arrivedOutcome(outcome);
    } finally {
      leave();
    }
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#side.events.close().catch(() => undefined);
    this.#side.close();
  }

  #begin(unit: PackedUnit): Errand {
    const errand = new Errand(unit);
    this.#errands.set(unit.id, errand);
    this.#placeAgain(errand);
    return errand;
  }

  #placeAgain(errand: Errand): void {
    this.#place(errand).catch((error: unknown) =>
      this.#settle(errand, () => errand.reject(this.#said(error))),
    );
  }

  async #place(errand: Errand): Promise<void> {
    const { id, job, state } = errand.unit;
    const { keepResults } = this.#plan;
    const known = await this.#side.queue.getJob(id);
    if (errand.isSettled) return;
    if (known !== undefined && !(await this.#isStale(known))) return this.#read(errand, known);
    await this.#shelf.put(job.program, state, keepResults);
    if (errand.isSettled) return;
    const kept = { age: Math.ceil(keepResults / 1_000) };
    await this.#side.queue.add(JOB_NAME, job, {
      jobId: id,
      removeOnComplete: kept,
      removeOnFail: kept,
      stackTraceLimit: 0,
    });
  }

  /** Takes away a job of an earlier run that failed: this run makes it again. */
  async #isStale(job: KnownJob): Promise<boolean> {
    if (job.finishedOn === undefined || job.finishedOn === null) return false;
    const outcome = job.returnvalue as RecordedOutcome | null;
    const isGood = !job.failedReason && outcome !== null && outcome.error === undefined;
    if (!isGood) await job.remove();
    return !isGood;
  }

  #read(errand: Errand, { finishedOn, failedReason, returnvalue }: KnownJob): void {
    if (finishedOn === undefined || finishedOn === null) return;
    const ended = failedReason ? { failedReason } : { outcome: returnvalue as RecordedOutcome };
    this.#take(errand.unit.id, ended);
  }

  #take(id: string, ended: { readonly outcome: RecordedOutcome } | { readonly failedReason: string }): void {
    const errand = this.#errands.get(id);
    if (errand === undefined) return;
    this.#heardSince = true;
    if ('outcome' in ended) return this.#settle(errand, () => errand.resolve(ended.outcome));
    const { code, message } = readFailure(ended.failedReason);
    if (code === 'DISTRIBUTED_WITHDRAWN') {
      // Another run that asked the same may have ended, and this one not.
      if (errand.waiters > 0) this.#placeAgain(errand);
      else this.#settle(errand, () => errand.resolve(undefined));
    } else if (code === 'DISTRIBUTED_PROGRAM_MISSING' && ++errand.losses <= MOST_LOSSES) {
      this.#shelf.forget();
      this.#placeAgain(errand);
    } else if (code === 'DISTRIBUTED_POISON_JOB') {
      this.#settle(errand, () => errand.resolve(poisoned(message, errand.unit.job.terms)));
    } else {
      this.#settle(errand, () => errand.reject(new DistributedTaskError(this.#plan.queue, message)));
    }
  }

  #settle(errand: Errand, end: () => void): void {
    if (this.#errands.get(errand.unit.id) === errand) this.#errands.delete(errand.unit.id);
    end();
  }

  /** Takes back what waits, and has the worker let go of what it is at. */
  #withdraw(errand: Errand): void {
    const { id } = errand.unit;
    const timer = setTimeout(() => this.#settle(errand, () => errand.resolve(undefined)), GRACE);
    void errand.ended.catch(() => undefined).finally(() => clearTimeout(timer));
    this.#takeBack(id).then(
      (isBack) => {
        if (isBack) this.#settle(errand, () => errand.resolve(undefined));
      },
      (error: unknown) => this.#settle(errand, () => errand.reject(this.#said(error))),
    );
  }

  async #takeBack(id: string): Promise<boolean> {
    const { queue, link } = this.#side;
    const job = await queue.getJob(id);
    if (job?.finishedOn) return false;
    // A job that a worker holds cannot be removed.
    if (job === undefined || (await queue.remove(id)) === 1) return true;
    await link.client.publish(withdrawalChannel(this.#plan.queue), id);
    return false;
  }

  /** Looks for what was missed: a job that ended unheard, or that Redis lost. */
  async #look(isBack = false): Promise<void> {
    const isQuiet = !this.#heardSince;
    this.#heardSince = false;
    if (this.#errands.size === 0 || this.#lost !== undefined || !(isQuiet || isBack)) return;
    try {
      if (!isBack) await this.#warnOfNobody();
      for (const errand of [...this.#errands.values()]) {
        const job = await this.#side.queue.getJob(errand.unit.id);
        if (errand.isSettled) continue;
        if (job === undefined) await this.#place(errand);
        else this.#read(errand, job);
      }
    } catch (error) {
      // Without a connection there is nothing to see; the link says so when that lasts.
      if (this.#lost === undefined && this.#side.link.client.status === 'ready') this.#fail(error);
    }
  }

  #return(): void {
    this.#shelf.forget();
    void this.#look(true);
  }

  async #warnOfNobody(): Promise<void> {
    const { queue, module } = this.#plan;
    if (this.#warned || (await this.#side.queue.getWorkersCount()) > 0) return;
    this.#warned = true;
    process.emitWarning(
      `No worker takes jobs of the queue ${JSON.stringify(queue)}: start some with dspex worker --module ${module}.`,
    );
  }

  #lose(error: RedisConnectionError): void {
    this.#lost = error;
    clearInterval(this.#looking);
    this.#fail(error);
  }

  #fail(error: unknown): void {
    for (const errand of [...this.#errands.values()]) {
      this.#settle(errand, () => errand.reject(this.#said(error)));
    }
  }

  /** What to tell: after a loss commands fail for one reason. Errors of Redis hold the command, so only their text goes on. */
  #said(error: unknown): unknown {
    return this.#lost ?? this.#side.link.faultOf(error);
  }
}
