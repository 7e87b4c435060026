import { setMaxListeners } from 'node:events';
import { onAbort } from '../resilience';
import { isList } from './devset';
import type { EvaluateOptions } from './evaluate-options';
import { EvaluationResult } from './evaluation-result';
import type { EvaluationRow } from './evaluation-row';
import type { StopReason } from './evaluation-summary';
import { createProgressBar, type ProgressBar } from './progress-bar';
import { RunningSummary } from './running-summary';
import type { EvaluationUnit, UnitOutcome } from './runner';
import { RunningSlices } from './slices';

/** What an evaluation under way must know. */
export type ProcessOptions = Pick<
  EvaluateOptions<object, never>,
  'devset' | 'maxErrors' | 'progress' | 'onRow' | 'repeats' | 'keepRows' | 'sliceBy'
>;

/** One evaluation under way: its rows, its bar, its reasons to stop. */
export class EvaluationProcess {
  readonly #rows: EvaluationRow[] = [];
  /** The figures where not all rows are kept. */
  readonly #figures: RunningSummary | undefined;
  readonly #slices: RunningSlices | undefined;
  readonly #controller = new AbortController();
  readonly #bar: ProgressBar | undefined;
  readonly #release: () => void;
  #stopped: StopReason | undefined;
  #done = 0;
  #errors = 0;
  #scored = 0;
  #sum = 0;
  #reused = 0;

  constructor(
    private readonly options: ProcessOptions,
    signal: AbortSignal | undefined,
  ) {
    const { repeats = 1, keepRows = 'all', sliceBy } = options;
    this.#figures = keepRows === 'all' ? undefined : new RunningSummary(repeats);
    this.#slices = sliceBy === undefined ? undefined : new RunningSlices(sliceBy, repeats);
    // Each unit in flight listens to the end of the run.
    setMaxListeners(0, this.#controller.signal);
    this.#bar = options.progress === false ? undefined : createProgressBar(process.stderr);
    this.#release = signal === undefined ? () => undefined : onAbort(signal, () => this.#stop('aborted'));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** How many rows there will be; unknown where examples come one by one. */
  get #total(): number | undefined {
    const { devset, repeats = 1 } = this.options;
    return isList(devset) ? devset.length * repeats : undefined;
  }

  take({ index, example, rolloutId }: EvaluationUnit, outcome: UnitOutcome, isReused = false): void {
    const rollout = rolloutId === undefined ? undefined : { rollout: rolloutId };
    const row: EvaluationRow = Object.freeze({ index, example, ...rollout, ...withoutTrace(outcome) });
    if (isReused) this.#reused++;
    this.#done++;
    if (this.#keeps(row)) this.#rows.push(row);
    this.#figures?.add(row);
    this.#slices?.add(row);
    if (row.score !== undefined) this.#scored++;
    this.#sum += row.score ?? 0;
    if (row.error !== undefined) this.#errors++;
    this.options.onRow?.(row);
    this.#bar?.update({
      done: this.#done,
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
    const total = this.#total ?? this.#done;
    const isCut = this.#total === undefined || this.#done < this.#total;
    const stopped = isCut ? this.#stopped : undefined;
    const run = { total, durationMs, reused: this.#reused, ...(stopped === undefined ? {} : { stopped }) };
    const slices = this.#slices?.summaries() ?? [];
    if (this.#figures === undefined) return new EvaluationResult(rows, run, { slices });
    const { keepRows = 'all' } = this.options;
    return new EvaluationResult(rows, run, { slices, summary: this.#figures.summary(), keptRows: keepRows });
  }

  #keeps({ error }: EvaluationRow): boolean {
    const { keepRows = 'all' } = this.options;
    return keepRows === 'all' || (keepRows === 'failures' && error !== undefined);
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
