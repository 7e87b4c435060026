import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppendLog } from '../../saving';
import { isRecord, type EvaluationKey, type EvaluationRecord } from './evaluation-record';

/** The file of a store in its directory. */
const FILE = 'evaluations.jsonl';

/**
 * Every evaluation that was ever made, by candidate, example, rollout and metric: what is in it is not paid for again.
 *
 * `Evaluate` and all optimizers share one store. On disk it is a file of JSON lines that only grows and that ordinary tools
 * can read; a record is in the file before anything is done with it. Faults of a provider are written down too, but never
 * given back: such an evaluation is made again.
 */
export class EvaluationStore {
  readonly #records = new Map<string, EvaluationRecord>();
  readonly #log: AppendLog | undefined;
  /** How many lines of the file were damaged and passed over. */
  readonly damaged: number;

  private constructor(log: AppendLog | undefined, values: readonly unknown[], damaged: number) {
    this.#log = log;
    const records = values.filter(isRecord);
    this.damaged = damaged + values.length - records.length;
    for (const record of records) this.#index(record);
  }

  /**
   * Opens the store of a directory, which is made if it is not there.
   *
   * @throws {@link FileReadError} when the file cannot be opened.
   */
  static open(directory: string): EvaluationStore {
    mkdirSync(directory, { recursive: true });
    const { log, values, damaged } = AppendLog.open(join(directory, FILE));
    return new EvaluationStore(log, values, damaged);
  }

  /** The store of a directory to look at only, while others may write it; nothing is made, and what is put in is not kept. */
  static read(directory: string): EvaluationStore {
    const { values, damaged } = AppendLog.read(join(directory, FILE));
    return new EvaluationStore(undefined, values, damaged);
  }

  /** A store that lives as long as the process. */
  static inMemory(): EvaluationStore {
    return new EvaluationStore(undefined, [], 0);
  }

  /** Whether it outlives the process. */
  get isKept(): boolean {
    return this.#log !== undefined;
  }

  /** How many evaluations it can give back. */
  get size(): number {
    return this.#records.size;
  }

  /** What came of an evaluation; undefined if it was never made, or only failed by a provider's fault. */
  get(key: EvaluationKey): EvaluationRecord | undefined {
    return this.#records.get(textOf(key));
  }

  /**
   * Writes an evaluation down. The first record of a key stands, unless the later one has a trace and it has none.
   *
   * @throws {@link FileWriteError}.
   */
  put(record: EvaluationRecord): void {
    this.#log?.append(record);
    this.#index(record);
  }

  /** All evaluations it can give back, in the order they were made. */
  records(): IterableIterator<EvaluationRecord> {
    return this.#records.values();
  }

  /** Lets go of the file. */
  close(): void {
    this.#log?.close();
  }

  #index(record: EvaluationRecord): void {
    if (record.error?.kind === 'infrastructure') return;
    const key = textOf(record);
    const known = this.#records.get(key);
    if (known === undefined || isBetter(record, known)) this.#records.set(key, record);
  }
}

/** A later try at what failed, or the same with its trace. */
function isBetter(record: EvaluationRecord, known: EvaluationRecord): boolean {
  if (known.error !== undefined) return true;
  return known.trace === undefined && record.trace !== undefined;
}

function textOf({ candidate, example, rollout, metric }: EvaluationKey): string {
  return `${candidate} ${example} ${rollout} ${metric}`;
}
