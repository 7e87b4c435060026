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
    for await (const unit of units) {
      if (failures.length > 0 || !(await this.slots.enter(job.signal))) break;
      const task = perform(unit, job)
        .catch((reason: unknown) => void failures.push({ reason }))
        .finally(() => {
          this.slots.leave();
          inFlight.delete(task);
        });
      inFlight.add(task);
    }
    await Promise.all(inFlight);
    const [failure] = failures;
    if (failure !== undefined) throw failure.reason;
  }
}

async function perform(unit: EvaluationUnit, job: RunnerJob): Promise<void> {
  const outcome = await job.perform(unit, job.signal);
  if (outcome !== undefined) job.onOutcome(unit, outcome);
}
