import type { RowError } from '../../evaluate';
import type { Demo, Module } from '../../modules';
import { asyncPool } from '../../util';
import type { TrainingExample } from '../check-options';
import { TooManyErrorsError } from '../compile-errors';
import { bootstrapExample, type BootstrapOutcome } from './bootstrap-example';
import type { BootstrapSettings } from './bootstrap-settings';

/** What bootstrapping a trainset gave. */
export interface BootstrappedDemos {
  /** For each predictor's path, its demonstrations in the order of the trainset. */
  readonly byPath: ReadonlyMap<string, readonly Demo[]>;
  /** The same by the place of the example in the trainset. */
  readonly everyExample: ReadonlyMap<number, ReadonlyMap<string, Demo>>;
}

/**
 * Runs the teacher over the trainset until enough examples have given demonstrations.
 *
 * Never more examples run at once than demonstrations are still missing: so many would be tried one by one as well.
 * Hence neither the result nor the calls made for it depend on the concurrency, and none is made in vain.
 *
 * @throws {@link TooManyErrorsError}; the signal's reason.
 */
export async function bootstrapDemos(
  teacher: Module,
  trainset: readonly TrainingExample[],
  settings: BootstrapSettings,
): Promise<BootstrappedDemos> {
  const collected = new Collector(settings);
  const pool = { concurrency: settings.concurrency, signal: settings.signal };
  for (let start = 0; start < trainset.length && !collected.isFull;) {
    const window = trainset.slice(start, start + collected.missing);
    const first = start;
    const outcomes = await asyncPool(pool, window, (example, offset) =>
      bootstrapExample(teacher, example, first + offset, settings),
    );
    outcomes.forEach((outcome, offset) => collected.take(first + offset, outcome));
    start += window.length;
  }
  collected.assertLearnable();
  return collected;
}

class Collector implements BootstrappedDemos {
  readonly byPath = new Map<string, Demo[]>();
  readonly everyExample = new Map<number, ReadonlyMap<string, Demo>>();
  #tried = 0;
  #errors = 0;
  #unjudged = 0;
  #last: unknown;

  constructor(private readonly settings: BootstrapSettings) {}

  get missing(): number {
    return this.settings.maxBootstrappedDemos - this.everyExample.size;
  }

  get isFull(): boolean {
    return this.missing <= 0;
  }

  /** Where the provider or the metric failed every time, nothing was found out about the examples. */
  assertLearnable(): void {
    if (this.#tried === 0 || this.#unjudged < this.#tried) return;
    throw new TooManyErrorsError('Bootstrapping', this.#errors, this.#last);
  }

  take(index: number, outcome: BootstrapOutcome): void {
    this.#tried++;
    if ('error' in outcome) this.#fail(index, outcome.error);
    if (!('bootstrapped' in outcome)) return;
    const { demos, round } = outcome.bootstrapped;
    this.everyExample.set(index, demos);
    for (const [path, demo] of demos) {
      const list = this.byPath.get(path);
      if (list === undefined) this.byPath.set(path, [demo]);
      else list.push(demo);
    }
    this.settings.onEvent?.({ type: 'example-bootstrapped', index, round });
  }

  #fail(index: number, { kind, message, cause }: RowError): void {
    const error = cause ?? new Error(message);
    this.settings.onEvent?.({ type: 'example-failed', index, error });
    this.#last = error;
    if (kind === 'infrastructure' || kind === 'metric') this.#unjudged++;
    if (++this.#errors >= this.settings.maxErrors)
      throw new TooManyErrorsError('Bootstrapping', this.#errors, error);
  }
}
