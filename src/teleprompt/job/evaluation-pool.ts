import {
  performUnit,
  toRecord,
  type EvaluationKey,
  type EvaluationRecord,
  type EvaluationUnit,
  type NormalizedMetric,
  type Runner,
  type UnitOutcome,
} from '../../evaluate';
import { addUsage, NO_USAGE } from '../../messages';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Admission, Settle } from './admission';
import { CompileEndedError } from './job-errors';
import type { JobStorage } from './job-directory';

/** What a pool is made of. */
export interface EvaluationPoolParts {
  readonly metric: NormalizedMetric;
  readonly runner: Runner;
  readonly storage: JobStorage;
  readonly admission: Admission;
  readonly signal: AbortSignal;
  /** Told each new record. */
  readonly onRecord: (record: EvaluationRecord) => void;
}

/** What is evaluated. */
export interface EvaluationRequest {
  readonly examples: readonly Example[];
  /** The keys of the examples, in their order. */
  readonly keys: readonly EvaluationKey[];
  /** Whether records must have the predictor calls. */
  readonly traced: boolean;
}

/** Runs what no store knows and nobody else is running. */
export class EvaluationPool {
  readonly #parts: EvaluationPoolParts;
  readonly #inFlight = new Map<string, Promise<EvaluationRecord | undefined>>();
  #broken: { readonly error: unknown } | undefined;

  constructor(parts: EvaluationPoolParts) {
    this.#parts = parts;
  }

  /**
   * The records of a program's evaluations, in the order of the examples.
   *
   * @throws {@link CompileEndedError} and what else keeps the run from going on; what is made by then is in the store.
   */
  async evaluate(program: Module, request: EvaluationRequest): Promise<EvaluationRecord[]> {
    const { store } = this.#parts.storage;
    const { examples, keys, traced } = request;
    const waiting: (EvaluationRecord | Promise<EvaluationRecord | undefined>)[] = [];
    const missing: Missing[] = [];
    for (const [index, key] of keys.entries()) {
      const name = JSON.stringify([key, traced]);
      const known = store.get(key);
      const shared = this.#inFlight.get(name);
      if (known !== undefined && (!traced || known.trace !== undefined)) waiting.push(known);
      else if (shared !== undefined) waiting.push(shared);
      else {
        const unit: Missing = { ...deferred(), key, name, example: examples[index] as Example };
        this.#inFlight.set(name, unit.promise);
        missing.push(unit);
        waiting.push(unit.promise);
      }
    }
    if (missing.length > 0) await this.#run(program, missing, traced);
    const records = await Promise.all(waiting);
    if (records.includes(undefined)) throw this.#broken?.error ?? this.#parts.admission.refusal();
    return records as EvaluationRecord[];
  }

  async #run(program: Module, missing: readonly Missing[], traced: boolean): Promise<void> {
    const { runner, signal, metric } = this.#parts;
    const paths = new Map<object, string>(
      program.namedPredictors({ frozen: true }).map(([path, predictor]) => [predictor, path]),
    );
    const reserved = new Map<EvaluationUnit, Settle>();
    const settings = {
      metric,
      timeout: Number.POSITIVE_INFINITY,
      callOptions: {},
      failureScore: 0,
      traced,
    };
    try {
      await runner.run(this.#admitted(program, missing, reserved), {
        signal,
        terms: { failureScore: settings.failureScore, traced },
        perform: (unit, ended) => performUnit(unit, ended, settings),
        onOutcome: (unit, outcome) => {
          reserved.get(unit)?.(addUsage(outcome.usage, outcome.metricUsage ?? NO_USAGE));
          reserved.delete(unit);
          this.#keep(missing[unit.index] as Missing, outcome, paths);
        },
      });
    } catch (error) {
      this.#broken = { error };
      throw error;
    } finally {
      for (const settle of reserved.values()) settle(undefined);
      for (const { name, resolve } of missing) {
        this.#inFlight.delete(name);
        resolve(undefined);
      }
    }
  }

  /** Units one by one, as long as there is room in the budget; none while the job is paused. */
  async *#admitted(
    program: Module,
    missing: readonly Missing[],
    reserved: Map<EvaluationUnit, Settle>,
  ): AsyncGenerator<EvaluationUnit> {
    const { admission } = this.#parts;
    for (const [index, { example, key }] of missing.entries()) {
      if (admission.isHopeless) return;
      const settle = await admission.reserve(1);
      if (settle instanceof CompileEndedError) return;
      const rollout = key.rollout === 0 ? {} : { rolloutId: key.rollout };
      const unit = { index, program, example, ...rollout };
      reserved.set(unit, settle);
      yield unit;
    }
  }

  #keep({ key, resolve }: Missing, outcome: UnitOutcome, paths: ReadonlyMap<object, string>): void {
    const { storage, admission, onRecord } = this.#parts;
    if (admission.isOverdrawnBy(outcome.error?.cause)) return;
    const record = toRecord(key, outcome, { paths, job: storage.id });
    storage.store.put(record);
    const { error } = outcome;
    if (error?.kind === 'infrastructure' || error?.kind === 'metric') {
      admission.failed(error.cause ?? error.message);
    } else admission.succeeded();
    onRecord(record);
    // As it will be read, so that a resumed run sees the very same.
    resolve(JSON.parse(JSON.stringify(record)) as EvaluationRecord);
  }
}

/** An evaluation that is to be made. */
interface Missing {
  readonly key: EvaluationKey;
  readonly name: string;
  readonly example: Example;
  readonly promise: Promise<EvaluationRecord | undefined>;
  readonly resolve: (record: EvaluationRecord | undefined) => void;
}

function deferred(): Pick<Missing, 'promise' | 'resolve'> {
  let resolve!: Missing['resolve'];
  const promise = new Promise<EvaluationRecord | undefined>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
