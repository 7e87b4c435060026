import { setMaxListeners } from 'node:events';
import { InvalidArgumentError } from '../errors';
import type { CallOptions } from '../modules';
import { Example, type Prediction, type TraceStep } from '../primitives';
import { assertKnownOptions } from '../util';
import { EvaluationResult } from './evaluation-result';
import type { EvaluationRow } from './evaluation-row';
import type { StopReason } from './evaluation-summary';
import { LocalRunner } from './local-runner';
import type { MetricResult } from './metric';
import { normalizeMetric, type NormalizedMetric } from './normalize-metric';
import { performUnit } from './perform-unit';
import type { Program } from './program';
import { createProgressBar, type ProgressBar } from './progress-bar';
import type { EvaluationUnit, Runner, UnitOutcome } from './runner';

/** What is evaluated, by which measure, and how. */
export interface EvaluateOptions<Fields extends object, Answer> {
  /** The examples, with their inputs named. At least one. */
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
    const { signal, ...callOptions } = options;
    const { devset, timeout, failureScore } = this.#options;
    const run = new EvaluationProcess(this.#options as unknown as ProcessOptions, signal);
    const settings = {
      metric: this.#metric,
      timeout: timeout ?? Number.POSITIVE_INFINITY,
      callOptions,
      failureScore,
    };
    const started = performance.now();
    try {
      await this.#runner.run(unitsOf(devset, program), {
        perform: (unit, ended) => performUnit(unit, ended, settings),
        onOutcome: (unit, outcome) => run.take(unit, outcome),
        signal: run.signal,
      });
    } finally {
      run.close();
    }
    return run.result(performance.now() - started);
  }
}

function* unitsOf(devset: readonly object[], program: Program): Generator<EvaluationUnit> {
  for (const [index, example] of devset.entries()) yield { index, program, example: example as Example };
}

type ProcessOptions = Pick<EvaluateOptions<object, never>, 'devset' | 'maxErrors' | 'progress' | 'onRow'>;

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

  constructor(
    private readonly options: ProcessOptions,
    signal: AbortSignal | undefined,
  ) {
    // Each unit in flight listens to the end of the run.
    setMaxListeners(0, this.#controller.signal);
    this.#bar = options.progress === false ? undefined : createProgressBar(process.stderr);
    const onAbort = (): void => this.#stop('aborted');
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#release = () => signal?.removeEventListener('abort', onAbort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  take({ index, example }: EvaluationUnit, outcome: UnitOutcome): void {
    const row: EvaluationRow = Object.freeze({ index, example, ...withoutTrace(outcome) });
    this.#rows.push(row);
    if (row.score !== undefined) this.#scored++;
    this.#sum += row.score ?? 0;
    if (row.error !== undefined) this.#errors++;
    this.options.onRow?.(row);
    this.#bar?.update({
      done: this.#rows.length,
      total: this.options.devset.length,
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
    const rows = this.#rows.sort((left, right) => left.index - right.index);
    const total = this.options.devset.length;
    const stopped = rows.length < total ? this.#stopped : undefined;
    return new EvaluationResult(rows, { total, durationMs, ...(stopped === undefined ? {} : { stopped }) });
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
  ...where
}: EvaluateOptions<object, unknown>): void {
  const refuse = (option: string, found: unknown, expected: string, fix?: string): never => {
    throw new InvalidArgumentError(`new Evaluate({ ${option} })`, { found: String(found), expected, fix });
  };
  if (!Array.isArray(devset) || devset.length === 0) refuse('devset', 'no examples', 'at least one example.');
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
  if (where.runner !== undefined && where.concurrency !== undefined) {
    refuse(
      'concurrency',
      where.concurrency,
      'either a runner or a concurrency.',
      'give the concurrency to the runner.',
    );
  }
}
