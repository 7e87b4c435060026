import type { Example } from '../../primitives';
import type { Units } from '../devset';
import type { Program } from '../program';
import type { EvaluationUnit, UnitOutcome } from '../runner';
import type { EvaluationKey } from './evaluation-record';
import { toOutcome, toRecord } from './evaluation-record';
import type { EvaluationStore } from './evaluation-store';
import { candidateId, exampleId, type Conditions } from './identity';

/** What is evaluated, and how known failures are taken. */
export interface BookOptions {
  readonly store: EvaluationStore;
  readonly program: Program;
  readonly metric: string;
  readonly conditions: Conditions;
  /** Whether evaluations that failed are made again. */
  readonly retryFailures: boolean;
}

/** One program's pages in a store. */
export class EvaluationBook {
  readonly #options: BookOptions;
  readonly #candidate: string;
  readonly #seen = new Set<string>();
  /** Units whose evaluation is under way for another unit of the same example. */
  readonly twins: EvaluationUnit[] = [];

  /** @throws {@link UnnamedProgramError}. */
  constructor(options: BookOptions) {
    this.#options = options;
    this.#candidate = candidateId(options.program, options.conditions);
  }

  /** What is known of a unit. */
  known(unit: EvaluationUnit): UnitOutcome | undefined {
    const record = this.#options.store.get(this.#keyOf(unit));
    if (record === undefined || (record.error !== undefined && this.#options.retryFailures)) return undefined;
    return toOutcome(record);
  }

  /** Splits units: what is known is handed over, what is under way is set aside, the rest is given. */
  missing(units: Units, take: (unit: EvaluationUnit, outcome: UnitOutcome) => void): Units {
    return Symbol.iterator in units ? this.#missingOf(units, take) : this.#missingLater(units, take);
  }

  *#missingOf(
    units: Iterable<EvaluationUnit>,
    take: (unit: EvaluationUnit, outcome: UnitOutcome) => void,
  ): Generator<EvaluationUnit> {
    for (const unit of units) if (this.#isMissing(unit, take)) yield unit;
  }

  async *#missingLater(
    units: AsyncIterable<EvaluationUnit>,
    take: (unit: EvaluationUnit, outcome: UnitOutcome) => void,
  ): AsyncGenerator<EvaluationUnit> {
    for await (const unit of units) if (this.#isMissing(unit, take)) yield unit;
  }

  #isMissing(unit: EvaluationUnit, take: (unit: EvaluationUnit, outcome: UnitOutcome) => void): boolean {
    const key = JSON.stringify(this.#keyOf(unit));
    const known = this.#seen.has(key) ? undefined : this.known(unit);
    if (known !== undefined) take(unit, known);
    else if (this.#seen.has(key)) this.twins.push(unit);
    else {
      this.#seen.add(key);
      return true;
    }
    return false;
  }

  /** Hands over what their twins came to; gives those whose twin came to nothing that can be kept. */
  *orphans(take: (unit: EvaluationUnit, outcome: UnitOutcome) => void): Generator<EvaluationUnit> {
    for (const unit of this.twins) {
      const record = this.#options.store.get(this.#keyOf(unit));
      if (record === undefined) yield unit;
      else take(unit, toOutcome(record));
    }
  }

  write(unit: EvaluationUnit, outcome: UnitOutcome): void {
    this.#options.store.put(toRecord(this.#keyOf(unit), outcome));
  }

  #keyOf({ example, rolloutId = 0 }: EvaluationUnit): EvaluationKey {
    return {
      candidate: this.#candidate,
      example: exampleId(example as Example),
      rollout: rolloutId,
      metric: this.#options.metric,
    };
  }
}
