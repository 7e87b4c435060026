import { setMaxListeners } from 'node:events';
import { InvalidArgumentError } from '../errors';
import type { CallOptions } from '../modules';
import { Example, type Prediction, type TraceStep } from '../primitives';
import { inSpan } from '../tracing';
import { onAbort } from '../resilience';
import { assertKnownOptions } from '../util';
import { EvaluationResult } from './evaluation-result';
import type { EvaluationRow } from './evaluation-row';
import type { StopReason } from './evaluation-summary';
import { LocalRunner } from './local-runner';
import type { MetricResult } from './metric';
import { normalizeMetric, type NormalizedMetric } from './normalize-metric';
import { performUnit } from './perform-unit';
import type { UnitTerms } from './unit-terms';
import type { Program } from './program';
import { createProgressBar, type ProgressBar } from './progress-bar';
import type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from './runner';
import { EvaluationBook } from './store/evaluation-book';
import { EvaluationStore } from './store/evaluation-store';
import { metricId } from './store/identity';

/** What is evaluated, by which measure, and how. */
export interface EvaluateOptions<Fields extends object, Answer> {
  /** The examples, with their inputs named. Of none the score is NaN. */
  readonly devset: readonly Example<Fields>[];
  /** Says how good an answer is: a boolean, a finite number, or `{ score, feedback?, objectives? }`. */
  readonly metric: (
    example: Example<Fields>,
    prediction: Answer,
    trace?: readonly TraceStep[],
  ) => MetricResult | Promise<MetricResult>;
  /**
   * Most examples in flight. Not together with `runner`.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * Longest time of one example, its metric included, in milliseconds.
   * @default no limit beside those of the model
   */
  readonly timeout?: number;
  /**
   * How many rows may fail before the evaluation stops early; the result then says `stopped: 'max-errors'`.
   * @default no limit
   */
  readonly maxErrors?: number;
  /**
   * The score of a row whose program failed by its own fault (kinds `program`, `format`, `timeout`). Faults of the metric and of
   * the provider are never scored.
   * @default such a row has no score
   */
  readonly failureScore?: number;
  /**
   * Whether to draw a progress bar on standard error. Only a terminal gets one.
   * @default true
   */
  readonly progress?: boolean;
  /** Called with each row as it is finished, in no particular order. */
  readonly onRow?: (row: EvaluationRow) => void;
  /**
   * Where the examples run.
   * @default this process
   */
  readonly runner?: Runner;
  /**
   * How often each example is run; each time but the first with a fresh sample (`rolloutId` 1, 2, …).
   * @default 1
   */
  readonly repeats?: number;
  /**
   * A directory to keep every evaluation in as soon as it is made. What it holds already is not paid for again: run the same
   * code again after a crash and it goes on. Not together with `store`.
   * @default evaluations are not kept
   */
  readonly directory?: string;
  /** An open store to share with others instead of `directory`. */
  readonly store?: EvaluationStore;
  /**
   * Whether kept evaluations that failed are made again. Those that failed by a provider's fault always are.
   * @default false
   */
  readonly retryFailures?: boolean;
  /**
   * A name for what the metric measures; another one makes kept scores worthless. Needed where something the metric
   * calls has changed, which its own code does not show.
   * @default the metric's code
   */
  readonly metricVersion?: string;
}

/** What holds for one evaluation: call options for the program, and a signal that ends it with the rows so far. */
export type EvaluateCallOptions = Omit<CallOptions, 'demos' | 'timeout'>;

const OPTIONS: readonly (keyof EvaluateOptions<object, unknown>)[] = [
  'devset',
  'metric',
  'concurrency',
  'timeout',
  'maxErrors',
  'failureScore',
  'progress',
  'onRow',
  'runner',
  'repeats',
  'directory',
  'store',
  'retryFailures',
  'metricVersion',
];

const CALL_OPTIONS: readonly (keyof EvaluateCallOptions)[] = [
  'lm',
  'adapter',
  'signal',
  'config',
  'cache',
  'rolloutId',
];

/**
 * Measures programs on a set of examples, many at once; a failing example is a row with an error, never a lost run.
 *
 * @remarks DSPy's `Evaluate`. Scores are in the metric's own units, errors are not zeros, and there is an interval.
 *
 * @example
 * ```ts
 * const { score, n, interval } = await new Evaluate({ devset, metric: exactMatch('team') }).call(program);
 * ```
 */
export class Evaluate<Fields extends object = Record<string, unknown>, Answer = Prediction> {
  readonly #options: EvaluateOptions<Fields, Answer>;
  readonly #metric: NormalizedMetric;
  readonly #runner: Runner;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError} for options that no evaluation could run with. */
  constructor(options: EvaluateOptions<Fields, Answer>) {
    assertKnownOptions(options, OPTIONS, 'new Evaluate(...)');
    assertUsable(options as unknown as EvaluateOptions<object, unknown>);
    this.#options = Object.freeze({ ...options, devset: Object.freeze([...options.devset]) });
    this.#metric = normalizeMetric(options.metric as never);
    this.#runner = options.runner ?? new LocalRunner({ concurrency: options.concurrency });
  }

  /**
   * Runs the program on every example.
   *
   * @param options hold for every call of the program. An aborted `signal` ends the evaluation: the result has the rows so
   * far and says `stopped: 'aborted'`.
   * @throws {@link UnknownOptionError}; never what a program or a metric throws.
   */
  async call(program: Program, options: EvaluateCallOptions = {}): Promise<EvaluationResult> {
    assertKnownOptions(options, CALL_OPTIONS, 'Evaluate.call(program, ...)');
    return inSpan(
      'evaluate',
      () => ({ name: 'Evaluate', inputs: { program, devset: this.#options.devset } }),
      () => this.#evaluate(program, options),
    );
  }

  async #evaluate(program: Program, options: EvaluateCallOptions): Promise<EvaluationResult> {
    const { signal, ...callOptions } = options;
    const { devset, timeout, failureScore, repeats = 1, directory } = this.#options;
    const run = new EvaluationProcess(this.#options as unknown as ProcessOptions, signal);
    const settings = {
      metric: this.#metric,
      timeout: timeout ?? Number.POSITIVE_INFINITY,
      callOptions,
      failureScore,
    };
    const perform: RunnerJob['perform'] = (unit, ended) => performUnit(unit, ended, settings);
    const terms = termsOf(callOptions, { timeout, failureScore });
    const units = unitsOf(devset, program, repeats);
    const started = performance.now();
    const opened = directory === undefined ? undefined : EvaluationStore.open(directory);
    try {
      const book = this.#bookOf(program, callOptions, opened);
      if (book === undefined) await this.#run(units, { run, perform, terms });
      else await this.#runKept(units, { run, perform, terms, book });
    } finally {
      opened?.close();
      run.close();
    }
    return run.result(performance.now() - started);
  }

  #bookOf(
    program: Program,
    { lm, config }: EvaluateCallOptions,
    opened: EvaluationStore | undefined,
  ): EvaluationBook | undefined {
    const { metric, metricVersion, retryFailures = false } = this.#options;
    const store = this.#options.store ?? opened;
    if (store === undefined) return undefined;
    const conditions = { ...(lm === undefined ? {} : { lm }), ...(config === undefined ? {} : { config }) };
    return new EvaluationBook({
      store,
      program,
      metric: metricId(metric, metricVersion),
      conditions,
      retryFailures,
    });
  }

  #run(units: Iterable<EvaluationUnit>, { run, perform, terms, book }: Work): Promise<void> {
    return this.#runner.run(units, {
      perform,
      terms,
      onOutcome: (unit, outcome) => {
        book?.write(unit, outcome);
        run.take(unit, outcome);
      },
      signal: run.signal,
    });
  }

  /** Runs what is not known, each evaluation once however many rows ask for it. */
  async #runKept(units: Iterable<EvaluationUnit>, work: Required<Work>): Promise<void> {
    const { book, run } = work;
    const reuse = (unit: EvaluationUnit, outcome: UnitOutcome): void => run.take(unit, outcome, true);
    await this.#run(book.missing(units, reuse), work);
    await this.#run(book.orphans(reuse), work);
  }
}

/** One evaluation's process, what performs a unit, and where outcomes are kept. */
interface Work {
  readonly run: EvaluationProcess;
  readonly perform: RunnerJob['perform'];
  readonly terms: UnitTerms;
  readonly book?: EvaluationBook;
}

function termsOf(
  { config, cache }: EvaluateCallOptions,
  { timeout, failureScore }: Pick<UnitTerms, 'timeout' | 'failureScore'>,
): UnitTerms {
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(failureScore === undefined ? {} : { failureScore }),
    ...(config === undefined ? {} : { config }),
    ...(cache === undefined ? {} : { cache }),
  };
}

function* unitsOf(devset: readonly object[], program: Program, repeats: number): Generator<EvaluationUnit> {
  for (let rolloutId = 0; rolloutId < repeats; rolloutId++) {
    const rollout = rolloutId === 0 ? {} : { rolloutId };
    for (const [index, example] of devset.entries()) {
      yield { index, program, example: example as Example, ...rollout };
    }
  }
}

type ProcessOptions = Pick<
  EvaluateOptions<object, never>,
  'devset' | 'maxErrors' | 'progress' | 'onRow' | 'repeats'
>;

/** One evaluation under way: its rows, its bar, its reasons to stop. */
class EvaluationProcess {
  readonly #rows: EvaluationRow[] = [];
  readonly #controller = new AbortController();
  readonly #bar: ProgressBar | undefined;
  readonly #release: () => void;
  #stopped: StopReason | undefined;
  #errors = 0;
  #scored = 0;
  #sum = 0;
  #reused = 0;

  constructor(
    private readonly options: ProcessOptions,
    signal: AbortSignal | undefined,
  ) {
    // Each unit in flight listens to the end of the run.
    setMaxListeners(0, this.#controller.signal);
    this.#bar = options.progress === false ? undefined : createProgressBar(process.stderr);
    this.#release = signal === undefined ? () => undefined : onAbort(signal, () => this.#stop('aborted'));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get #total(): number {
    return this.options.devset.length * (this.options.repeats ?? 1);
  }

  take({ index, example, rolloutId }: EvaluationUnit, outcome: UnitOutcome, isReused = false): void {
    const rollout = rolloutId === undefined ? undefined : { rollout: rolloutId };
    const row: EvaluationRow = Object.freeze({ index, example, ...rollout, ...withoutTrace(outcome) });
    if (isReused) this.#reused++;
    this.#rows.push(row);
    if (row.score !== undefined) this.#scored++;
    this.#sum += row.score ?? 0;
    if (row.error !== undefined) this.#errors++;
    this.options.onRow?.(row);
    this.#bar?.update({
      done: this.#rows.length,
      total: this.#total,
      score: this.#sum / this.#scored,
      errors: this.#errors,
    });
    if (this.#errors >= (this.options.maxErrors ?? Number.POSITIVE_INFINITY)) this.#stop('max-errors');
  }

  close(): void {
    this.#release();
    this.#bar?.close();
  }

  result(durationMs: number): EvaluationResult {
    const rows = this.#rows.sort(
      (left, right) => left.index - right.index || (left.rollout ?? 0) - (right.rollout ?? 0),
    );
    const total = this.#total;
    const stopped = rows.length < total ? this.#stopped : undefined;
    return new EvaluationResult(rows, {
      total,
      durationMs,
      reused: this.#reused,
      ...(stopped === undefined ? {} : { stopped }),
    });
  }

  #stop(reason: StopReason): void {
    this.#stopped ??= reason;
    this.#controller.abort(new DOMException(`The evaluation was stopped: ${reason}.`, 'AbortError'));
  }
}

function withoutTrace(outcome: UnitOutcome): UnitOutcome {
  if (outcome.trace === undefined) return outcome;
  const { trace: _, ...figures } = outcome;
  return figures;
}

function assertUsable({
  devset,
  metric,
  timeout,
  maxErrors,
  failureScore,
  repeats = 1,
  ...where
}: EvaluateOptions<object, unknown>): void {
  const refuse = (option: string, found: unknown, expected: string, fix?: string): never => {
    throw new InvalidArgumentError(`new Evaluate({ ${option} })`, { found: String(found), expected, fix });
  };
  if (!Array.isArray(devset)) refuse('devset', typeof devset, 'a list of examples.');
  const unready = devset.findIndex(
    (example) => !Example.isInstance(example) || example.inputKeys === undefined,
  );
  if (unready >= 0) {
    refuse(
      'devset',
      `row ${unready}`,
      'examples that know their inputs.',
      "Example.from({ … }).withInputs('question')",
    );
  }
  if (typeof metric !== 'function') refuse('metric', typeof metric, 'a function of example and prediction.');
  if (timeout !== undefined && !(timeout > 0)) refuse('timeout', timeout, 'milliseconds, more than 0.');
  if (maxErrors !== undefined && !(maxErrors >= 1)) refuse('maxErrors', maxErrors, 'a number of at least 1.');
  if (failureScore !== undefined && !Number.isFinite(failureScore))
    refuse('failureScore', failureScore, 'a finite number.');
  if (!Number.isInteger(repeats) || repeats < 1) refuse('repeats', repeats, 'a whole number of at least 1.');
  if (where.directory !== undefined && where.store !== undefined) {
    refuse('directory', where.directory, 'either a directory or an open store.', 'leave one of them out.');
  }
  if (where.runner !== undefined && where.concurrency !== undefined) {
    refuse(
      'concurrency',
      where.concurrency,
      'either a runner or a concurrency.',
      'give the concurrency to the runner.',
    );
  }
}
