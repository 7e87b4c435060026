import type { Demo, Module } from '../../modules';
import { asyncPool } from '../../util';
import { bootstrapExample, type BootstrapOutcome } from '../bootstrap/bootstrap-example';
import type { BootstrapSettings } from '../bootstrap/bootstrap-settings';
import type { RowError } from '../../evaluate';
import type { TrainingExample } from '../check-options';
import { TooManyErrorsError } from '../compile-errors';

/** Demonstrations that a teacher gave, and the examples they are of. */
export interface PooledDemos {
  readonly byPath: ReadonlyMap<string, readonly Demo[]>;
  /** Places of the examples in the trainset. */
  readonly used: ReadonlySet<number>;
}

/**
 * A teacher's calls over a trainset, each example run once however many sets of demonstrations are made of it.
 *
 * @remarks DSPy bootstraps every set anew.
 */
export class DemoPool {
  readonly #outcomes = new Map<number, Promise<BootstrapOutcome>>();
  #errors = 0;
  #judged = false;

  constructor(
    readonly teacher: Module,
    readonly trainset: readonly TrainingExample[],
    readonly settings: BootstrapSettings,
  ) {}

  /**
   * Goes through places of the trainset until `most` examples have given demonstrations.
   *
   * Never more examples run at once than are still missing, so none is run in vain, whatever the concurrency.
   *
   * @throws {@link TooManyErrorsError}; the signal's reason.
   */
  async collect(order: readonly number[], most: number): Promise<PooledDemos> {
    const byPath = new Map<string, Demo[]>();
    const used = new Set<number>();
    for (let start = 0; start < order.length && used.size < most;) {
      const window = order.slice(start, start + most - used.size);
      start += window.length;
      const { concurrency, signal } = this.settings;
      const outcomes = await asyncPool({ concurrency, signal }, window, (place) => this.#outcome(place));
      for (const [offset, outcome] of outcomes.entries()) {
        if (!('bootstrapped' in outcome)) continue;
        used.add(window[offset] as number);
        for (const [path, demo] of outcome.bootstrapped.demos) {
          byPath.set(path, [...(byPath.get(path) ?? []), demo]);
        }
      }
    }
    return { byPath, used };
  }

  #outcome(place: number): Promise<BootstrapOutcome> {
    let outcome = this.#outcomes.get(place);
    if (outcome === undefined) this.#outcomes.set(place, (outcome = this.#run(place)));
    return outcome;
  }

  async #run(place: number): Promise<BootstrapOutcome> {
    const example = this.trainset[place] as TrainingExample;
    const outcome = await bootstrapExample(this.teacher, example, place, this.settings);
    const { onEvent } = this.settings;
    if ('bootstrapped' in outcome) {
      onEvent?.({ type: 'example-bootstrapped', index: place, round: outcome.bootstrapped.round });
    }
    if ('error' in outcome) this.#fail(place, outcome.error);
    else this.#judged = true;
    return outcome;
  }

  /** Where the provider or the metric fails every time, nothing is found out by going on. */
  #fail(place: number, { kind, message, cause }: RowError): void {
    const error = cause ?? new Error(message);
    this.settings.onEvent?.({ type: 'example-failed', index: place, error });
    if (kind !== 'infrastructure' && kind !== 'metric') this.#judged = true;
    this.#errors++;
    const isOut = this.#errors >= this.settings.maxErrors;
    const isHopeless = !this.#judged && this.#errors === this.trainset.length;
    if (isOut || isHopeless) throw new TooManyErrorsError('Bootstrapping', this.#errors, error);
  }
}
