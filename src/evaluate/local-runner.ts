import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from './runner';
import { Slots } from './slots';

/** How much a {@link LocalRunner} does at once. */
export interface LocalRunnerOptions {
  /**
   * Most units in flight, over all runs of this runner together.
   * @default 8
   */
  readonly concurrency?: number;
}

/** Runs evaluations in this process, so many at once. */
export class LocalRunner implements Runner {
  /** Most units in flight. */
  readonly concurrency: number;
  private readonly slots: Slots;

  /** @throws {@link InvalidArgumentError} unless the concurrency is a whole number of at least 1. */
  constructor(options: LocalRunnerOptions = {}) {
    assertKnownOptions(options, ['concurrency'], 'new LocalRunner(...)');
    this.concurrency = options.concurrency ?? 8;
    if (!Number.isInteger(this.concurrency) || this.concurrency < 1) {
      throw new InvalidArgumentError('concurrency', {
        found: String(options.concurrency),
        expected: 'a whole number of at least 1.',
      });
    }
    this.slots = new Slots(this.concurrency);
  }

  async run(units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>, job: RunnerJob): Promise<void> {
    const inFlight = new Set<Promise<void>>();
    const failures: { readonly reason: unknown }[] = [];
    const start = (unit: EvaluationUnit): void => {
      const end = (): void => {
        this.slots.leave();
        inFlight.delete(task);
      };
      const fail = (reason: unknown): void => {
        failures.push({ reason });
        end();
      };
      // One promise a unit: with contexts in use, each costs a microsecond or more.
      const task: Promise<void> = perform(unit, job, end, fail);
      inFlight.add(task);
    };
    try {
      await startAll(units, start, {
        enter: () => this.slots.enter(job.signal),
        isOver: () => failures.length > 0,
      });
    } finally {
      await Promise.all(inFlight);
    }
    const [failure] = failures;
    if (failure !== undefined) throw failure.reason;
  }
}

/** Starts the units one after another as there is room. Waits only for what is a promise: a turn a unit adds up. */
async function startAll(
  units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>,
  start: (unit: EvaluationUnit) => void,
  room: { readonly enter: () => boolean | Promise<boolean>; readonly isOver: () => boolean },
): Promise<void> {
  const iterator = Symbol.asyncIterator in units ? units[Symbol.asyncIterator]() : units[Symbol.iterator]();
  while (!room.isOver()) {
    const next = iterator.next();
    const { done, value: unit } = 'then' in next ? await next : next;
    if (done === true) return;
    const place = room.enter();
    if (place === false || (place !== true && !(await place))) break;
    start(unit);
  }
  await iterator.return?.();
}

function perform(
  unit: EvaluationUnit,
  job: RunnerJob,
  end: () => void,
  fail: (reason: unknown) => void,
): Promise<void> {
  const take = (outcome: UnitOutcome | undefined): void => {
    try {
      if (outcome !== undefined) job.onOutcome(unit, outcome);
    } catch (error) {
      fail(error);
      return;
    }
    end();
  };
  return job.perform(unit, job.signal).then(take, fail);
}
