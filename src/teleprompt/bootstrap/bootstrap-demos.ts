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
  /** The places of the examples they came from. */
  readonly used: ReadonlySet<number>;
}

/**
 * Runs the teacher over the trainset until enough examples have given demonstrations.
 *
 * Several examples run at once, but their outcomes are taken in the order of the trainset, so the result does not depend
 * on how many: outcomes past the last one needed are dropped.
 *
 * @throws {@link TooManyErrorsError}; the signal's reason.
 */
export async function bootstrapDemos(
  teacher: Module,
  trainset: readonly TrainingExample[],
  settings: BootstrapSettings,
): Promise<BootstrappedDemos> {
  const collected = new Collector(settings);
  for (let start = 0; start < trainset.length && !collected.isFull; start += settings.concurrency) {
    const window = trainset.slice(start, start + settings.concurrency);
    const pool = { concurrency: settings.concurrency, signal: settings.signal };
    const outcomes = await asyncPool(pool, window, (example, offset) =>
      bootstrapExample(teacher, example, start + offset, settings),
    );
    outcomes.forEach((outcome, offset) => collected.take(start + offset, outcome));
  }
  return collected;
}

class Collector implements BootstrappedDemos {
  readonly byPath = new Map<string, Demo[]>();
  readonly used = new Set<number>();
  #errors = 0;

  constructor(private readonly settings: BootstrapSettings) {}

  get isFull(): boolean {
    return this.used.size >= this.settings.maxBootstrappedDemos;
  }

  take(index: number, outcome: BootstrapOutcome): void {
    if (this.isFull) return;
    if ('error' in outcome) this.#fail(index, outcome.error);
    if (!('bootstrapped' in outcome)) return;
    const { demos, round } = outcome.bootstrapped;
    this.used.add(index);
    for (const [path, demo] of demos) this.byPath.set(path, [...(this.byPath.get(path) ?? []), demo]);
    this.settings.onEvent?.({ type: 'example-bootstrapped', index, round });
  }

  #fail(index: number, error: unknown): void {
    this.settings.onEvent?.({ type: 'example-failed', index, error });
    if (++this.#errors >= this.settings.maxErrors)
      throw new TooManyErrorsError('Bootstrapping', this.#errors, error);
  }
}
