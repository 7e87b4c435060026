import { join } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import {
  exampleId,
  EvaluationResult,
  Slots,
  toOutcome,
  type EvaluationRecord,
  type EvaluationRow,
  type NormalizedMetric,
  type Runner,
  type TraceRecord,
} from '../../evaluate';
import { UsageMeter } from '../../lm';
import { addUsage, NO_USAGE } from '../../messages';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import { asyncPool, isErrorLike, seededRandom, type SeededRandom } from '../../util';
import type { CompileEvent } from '../compile-event';
import { bestOf } from '../rank-candidates';
import { Admission, type AdmissionParts, type Settle } from './admission';
import type { CompileBudget } from './budget';
import { changesBetween, failuresOf, type TriedCandidate } from './candidate-report';
import { EvaluationPool } from './evaluation-pool';
import type { EventChannel } from './event-channel';
import { identityOf } from './identity-of';
import { CompileEndedError } from './job-errors';
import type { JobStorage } from './job-directory';

/** A row of an optimizer's evaluation: made of JSON, so that a resumed run sees the very same. */
export interface TracedRow extends EvaluationRow {
  /** The calls of predictors, when they were asked for. */
  readonly trace?: readonly TraceRecord[];
}

/** How {@link CompileRun.evaluate} evaluates. */
export interface RunEvaluateOptions {
  /** Tells fresh samples of the same program on the same examples apart. @default 0 */
  readonly rollout?: number;
  /** Whether rows have the predictor calls. @default false */
  readonly traced?: boolean;
}

/** What came of an evaluation within a run. */
export interface RunEvaluation {
  /** Names the program by what it is. */
  readonly candidate: string;
  readonly result: EvaluationResult;
  /** One row for each example given, in their order. */
  readonly rows: readonly TracedRow[];
}

/** What a run is made of. */
export interface CompileRunParts<Student extends Module> extends AdmissionParts {
  readonly directory: string | undefined;
  readonly student: Student;
  readonly trainset: readonly Example[];
  readonly valset: readonly Example[] | undefined;
  readonly teacher: Module | undefined;
  readonly metric: NormalizedMetric | undefined;
  readonly metricId: string;
  readonly seed: number | string;
  readonly concurrency: number;
  readonly runner: Runner;
  readonly storage: JobStorage;
  readonly channel: EventChannel;
}

/**
 * One compilation under way, as its optimizer sees it.
 *
 * An optimizer is ordinary code that asks only through this: {@link evaluate} for scores, {@link step} for everything else
 * that a model or chance decides. Both remember; the rest follows from the seed. So running the same code again after a
 * crash takes the same way and pays only for what was under way.
 */
export class CompileRun<Student extends Module> {
  readonly #parts: CompileRunParts<Student>;
  readonly #tried = new Map<string, TriedCandidate<Student>>();
  readonly #chosenBy = new Set<string>();
  readonly #steps = new Set<string>();
  readonly #slots: Slots;
  readonly #admission: Admission;
  #evaluations: EvaluationPool | undefined;
  #best: TriedCandidate<Student> | undefined;
  #sinceBest = 0;
  #done = 0;

  constructor(parts: CompileRunParts<Student>) {
    this.#parts = parts;
    this.#slots = new Slots(parts.concurrency);
    this.#admission = new Admission(parts);
    for (const record of parts.storage.store.records()) {
      if (record.job !== parts.storage.id) continue;
      this.#done++;
      parts.ledger.recall(addUsage(record.usage, record.metricUsage ?? NO_USAGE), 1);
    }
    for (const { usage, minutes } of parts.storage.journal.entries()) parts.ledger.recall(usage, 0, minutes);
  }

  /** The program to improve. Never change it: copy it. */
  get student(): Student {
    return this.#parts.student;
  }

  get trainset(): readonly Example[] {
    return this.#parts.trainset;
  }

  /** The examples to choose by, when they were given. */
  get valset(): readonly Example[] | undefined {
    return this.#parts.valset;
  }

  get teacher(): Module | undefined {
    return this.#parts.teacher;
  }

  get metric(): NormalizedMetric | undefined {
    return this.#parts.metric;
  }

  /** Aborts when the job ends, for whatever reason. */
  get signal(): AbortSignal {
    return this.#parts.signal;
  }

  /** Most things to do at once. Results must not depend on it. */
  get concurrency(): number {
    return this.#parts.concurrency;
  }

  /** The candidates considered so far, in their order. */
  get candidates(): readonly TriedCandidate<Student>[] {
    return [...this.#tried.values()];
  }

  /** The best of them over the examples that all were scored on; of equals the first. */
  get best(): TriedCandidate<Student> | undefined {
    return this.#best;
  }

  /** Candidates considered since the best one changed. */
  get sinceBest(): number {
    return this.#sinceBest;
  }

  /** Examples evaluated so far. */
  get done(): number {
    return this.#done;
  }

  /** Whether the search chose by an example: it says nothing new about the winner. */
  isChosenBy(example: Example): boolean {
    return this.#chosenBy.has(exampleId(example));
  }

  /** A stream of random numbers of its own for each label; the same in every run of the job. */
  random(label: string): SeededRandom {
    return seededRandom(this.#parts.seed).fork(label);
  }

  emit(event: CompileEvent): void {
    this.#parts.channel.emit(event);
  }

  /** What a job within this one may spend, where models' own budgets do not hold it. */
  get budgetLeft(): Pick<CompileBudget, 'metricCalls' | 'minutes'> {
    return this.#parts.ledger.left;
  }

  /** Where a job within this one keeps what it needs to go on; undefined where this one keeps nothing. */
  directoryFor(step: string): string | undefined {
    const { directory } = this.#parts;
    return directory && join(directory, step);
  }

  /** Counts runs of the program that a job within this one has made. */
  countMetricCalls(count: number): void {
    this.#parts.ledger.recall(NO_USAGE, count);
  }

  /** Says something for a person. */
  note(text: string): void {
    this.emit({ type: 'note-written', text });
  }

  /** Does the same to many things, as many at once as the job may; results in their order. */
  all<Item, Result>(
    items: readonly Item[],
    worker: (item: Item, index: number) => Promise<Result>,
  ): Promise<Result[]> {
    return asyncPool({ concurrency: this.concurrency, signal: this.signal }, items, worker);
  }

  /**
   * Takes a step whose result is not determined by what is known: asks a model for a proposal, runs a teacher.
   *
   * @param name unique in the run, and the same whenever the run takes the same way.
   * @param body gives JSON, and takes no step and evaluates nothing itself; it is called once, unless the process dies before its result is written down.
   * @returns the result as read from JSON.
   * @throws what `body` throws; nothing is remembered then.
   */
  async step<Value>(name: string, body: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const { storage, signal } = this.#parts;
    if (this.#steps.has(name)) {
      throw new InvalidArgumentError(`run.step(${JSON.stringify(name)})`, {
        found: 'a step of that name in this run already',
        expected: 'a name of its own for each step.',
      });
    }
    this.#steps.add(name);
    const known = storage.journal.get(name);
    if (known !== undefined) return known.value as Value;
    if (!(await this.#slots.enter(signal))) throw this.#admission.refusal();
    try {
      return (await this.#take(name, body)) as Value;
    } catch (error) {
      this.#steps.delete(name);
      throw error;
    } finally {
      this.#slots.leave();
    }
  }

  async #take(name: string, body: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    const { storage, ledger, signal } = this.#parts;
    if (this.#admission.isHopeless) throw this.#admission.tooManyErrors();
    const settle = await this.#admission.reserve(0);
    if (settle instanceof CompileEndedError) throw settle;
    const meter = new UsageMeter();
    let value: unknown;
    try {
      value = await meter.run(() => body(signal));
    } catch (error) {
      const cause = isErrorLike(error) && error.cause !== undefined ? error.cause : error;
      if (this.#admission.isOverdrawnBy(cause)) throw this.#admission.refusal();
      this.#admission.threw(error);
      throw error;
    } finally {
      (settle as Settle)(meter.usage);
    }
    this.#admission.succeeded();
    const kept = storage.journal.put(name, value, meter.usage, ledger.spending.minutes);
    this.emit({ type: 'step-finished', step: name });
    return kept;
  }

  /**
   * Runs a program on examples and scores it. What is in the store already, or under way for another, is not run again.
   *
   * A program that fails by its own fault scores 0; faults of provider and metric have no score.
   *
   * @throws {@link TooManyErrorsError} when all of them failed by a fault of the provider or of the metric, or so many in a row
   * that no more is to be hoped for.
   */
  async evaluate(
    program: Module,
    examples: readonly Example[],
    { rollout = 0, traced = false }: RunEvaluateOptions = {},
  ): Promise<RunEvaluation> {
    const { metricId, storage } = this.#parts;
    const pool = this.#pool();
    const started = performance.now();
    const candidate = identityOf(program, storage.store);
    const keys = examples.map((example) => ({
      candidate,
      example: exampleId(example),
      rollout,
      metric: metricId,
    }));
    for (const { example } of keys) this.#chosenBy.add(example);
    const records = await pool.evaluate(program, { examples, keys, traced });
    const rows = records.map((record, index) => rowOf(record, index, examples[index] as Example));
    const durationMs = performance.now() - started;
    const result = new EvaluationResult(rows, { total: rows.length, durationMs });
    if (result.n > 0 || rows.length === 0) return { candidate, rows, result };
    throw this.#admission.tooManyErrors(rows.length);
  }

  /**
   * Puts an evaluated program up for being the result: the best of those evaluated on the most examples is. Call it in an order that
   * does not depend on which reply came first.
   *
   * @param about how it was made, and of what.
   */
  consider(
    program: Student,
    { candidate: id, result }: RunEvaluation,
    about: { readonly origin: string; readonly parent?: string; readonly total?: number },
  ): TriedCandidate<Student> {
    const { score, n, interval, errors } = result;
    const { origin, parent, total } = about;
    const report = Object.freeze({
      id,
      origin,
      ...(parent === undefined ? {} : { parent }),
      score,
      n,
      interval,
      errors,
      failures: failuresOf(result.rows),
      changes: changesBetween(this.student, program),
    });
    const tried: TriedCandidate<Student> = { report, program, evaluation: result };
    const before = this.#tried.get(id);
    if (before === undefined || before.evaluation.rows.length < result.rows.length)
      this.#tried.set(id, tried);
    const best = bestOf(this.candidates);
    const isBest = best !== this.#best && best === tried;
    this.#best = best;
    this.#sinceBest = isBest ? 0 : this.#sinceBest + 1;
    const place = this.#tried.size;
    const known = total === undefined ? {} : { total };
    this.emit({
      type: 'candidate-evaluated',
      candidate: id,
      origin,
      score,
      n,
      interval,
      isBest,
      place,
      ...known,
    });
    return tried;
  }

  #pool(): EvaluationPool {
    const { metric, runner, storage, signal, optimizer } = this.#parts;
    if (metric === undefined) throw missingMetric(optimizer);
    const onRecord = ({ candidate, example, rollout, score }: EvaluationRecord): void => {
      const scored = score === undefined ? {} : { score };
      const about = { candidate, example, rollout };
      this.emit({ type: 'example-evaluated', ...about, ...scored, done: ++this.#done });
    };
    this.#evaluations ??= new EvaluationPool({
      metric,
      runner,
      storage,
      signal,
      admission: this.#admission,
      onRecord,
    });
    return this.#evaluations;
  }
}

function rowOf(record: EvaluationRecord, index: number, example: Example): TracedRow {
  const trace = record.trace === undefined ? {} : { trace: record.trace };
  const rollout = record.rollout === 0 ? {} : { rollout: record.rollout };
  return Object.freeze({ index, example, ...rollout, ...toOutcome(record), ...trace }) as TracedRow;
}

function missingMetric(optimizer: string): InvalidArgumentError {
  return new InvalidArgumentError(`new ${optimizer}({ metric })`, {
    found: 'no metric',
    expected: 'a function of example and prediction that says how good an answer is.',
  });
}
