import { inSpan } from '../tracing';
import { assertKnownOptions } from '../util';
import type { Prediction } from '../primitives';
import { isList, unitsOf, type Devset, type Units } from './devset';
import {
  assertUsable,
  CALL_OPTIONS,
  OPTIONS,
  type EvaluateCallOptions,
  type EvaluateOptions,
} from './evaluate-options';
import { EvaluationProcess, type ProcessOptions } from './evaluation-process';
import type { EvaluationResult } from './evaluation-result';
import { LocalRunner } from './local-runner';
import { normalizeMetric, type NormalizedMetric } from './normalize-metric';
import { performUnit } from './perform-unit';
import type { Program } from './program';
import type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from './runner';
import { EvaluationBook } from './store/evaluation-book';
import { EvaluationStore } from './store/evaluation-store';
import { metricId } from './store/identity';
import type { UnitTerms } from './unit-terms';

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
    const { devset } = options;
    const frozen = isList(devset) ? Object.freeze([...devset]) : devset;
    this.#options = Object.freeze({ ...options, devset: frozen });
    this.#metric = normalizeMetric(options.metric as never);
    this.#runner = options.runner ?? new LocalRunner({ concurrency: options.concurrency });
  }

  /**
   * Runs the program on every example.
   *
   * @param options hold for every call of the program. An aborted `signal` ends the evaluation: the result has the rows so
   * far and says `stopped: 'aborted'`.
   * @throws {@link UnknownOptionError}; what a stream of examples throws; never what a program or a metric throws.
   */
  async call(program: Program, options: EvaluateCallOptions = {}): Promise<EvaluationResult> {
    assertKnownOptions(options, CALL_OPTIONS, 'Evaluate.call(program, ...)');
    const { devset } = this.#options;
    return inSpan(
      'evaluate',
      () => ({ name: 'Evaluate', inputs: { program, devset: isList(devset) ? devset : undefined } }),
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
    const units = unitsOf(devset as Devset<object>, program, repeats);
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

  #run(units: Units, { run, perform, terms, book }: Work): Promise<void> {
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
  async #runKept(units: Units, work: Required<Work>): Promise<void> {
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
