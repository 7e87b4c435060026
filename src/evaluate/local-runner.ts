import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import type { EvaluationUnit, Runner, RunnerJob } from './runner';
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
      const task: Promise<void> = perform(unit, job)
        .catch((reason: unknown) => void failures.push({ reason }))
        .then(() => {
          this.slots.leave();
          inFlight.delete(task);
        });
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

async function perform(unit: EvaluationUnit, job: RunnerJob): Promise<void> {
  const outcome = await job.perform(unit, job.signal);
  if (outcome !== undefined) job.onOutcome(unit, outcome);
}
