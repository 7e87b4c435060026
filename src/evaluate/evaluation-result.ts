import { InvalidArgumentError } from '../errors';
import type { Usage } from '../messages';
import type { EvaluationRow } from './evaluation-row';
import type {
  ErrorCounts,
  EvaluationData,
  EvaluationRun,
  EvaluationSlice,
  EvaluationSummary,
  KeptRows,
  StopReason,
} from './evaluation-summary';
import { junitXml, type JUnitOptions } from './export/junit-xml';
import { resultCsv } from './export/result-csv';
import { resultPage, type PageOptions } from './export/result-page';
import { resultJson, rowJson } from './export/result-json';
import { resultTable } from './export/result-table';
import { saveResult } from './export/save-result';
import { assertGate, type GateOptions } from './gate';
import { summarize } from './running-summary';
import { slicesOf, type SliceBy } from './slices';
import type { Interval } from './statistics/confidence-interval';
import type { LatencySummary } from './statistics/latency';

/** What a result has besides its rows. */
export interface ResultParts {
  /** The figures by slice. @default none */
  readonly slices?: readonly EvaluationSlice[];
  /** The figures over all rows, where not all are kept. @default those of the rows */
  readonly summary?: EvaluationSummary;
  /** Which rows are kept. @default 'all' */
  readonly keptRows?: KeptRows;
}

/** What an evaluation found. Immutable; its figures are over all rows, kept or not. */
export class EvaluationResult implements EvaluationData {
  readonly score: number;
  readonly n: number;
  readonly errors: ErrorCounts;
  readonly interval: Interval;
  readonly objectives: Readonly<Record<string, number>>;
  readonly latency: LatencySummary;
  readonly usage: Usage;
  readonly metricUsage: Usage;
  readonly total: number;
  readonly reused: number;
  readonly durationMs: number;
  readonly stopped?: StopReason;
  readonly slices: readonly EvaluationSlice[];
  readonly keptRows: KeptRows;

  /**
   * @param rows in the order of the devset.
   * @param run what surrounds them.
   */
  constructor(
    readonly rows: readonly EvaluationRow[],
    run: EvaluationRun,
    { slices = [], summary = summarize(rows), keptRows = 'all' }: ResultParts = {},
  ) {
    this.score = summary.score;
    this.n = summary.n;
    this.errors = summary.errors;
    this.interval = summary.interval;
    this.objectives = summary.objectives;
    this.latency = summary.latency;
    this.usage = summary.usage;
    this.metricUsage = summary.metricUsage;
    this.total = run.total;
    this.reused = run.reused ?? 0;
    this.durationMs = run.durationMs;
    if (run.stopped !== undefined) this.stopped = run.stopped;
    this.slices = Object.freeze([...slices]);
    this.keptRows = keptRows;
    Object.freeze(this.rows);
    Object.freeze(this);
  }

  /**
   * Throws unless the score is high enough and enough rows have one: a gate for continuous integration.
   *
   * @param minScore the least score, in the metric's own units.
   * @throws {@link ScoreGateError}.
   */
  assertScore(minScore: number, options: GateOptions = {}): void {
    assertGate(this, minScore, options);
  }

  /**
   * The figures of parts of the rows.
   *
   * @param by a field of the examples, or a function of a row that names its slice or slices.
   * @throws {@link InvalidArgumentError} when not all rows were kept: give `sliceBy` to the evaluation then.
   */
  sliceBy(by: SliceBy): readonly EvaluationSlice[] {
    if (this.keptRows === 'all') return slicesOf(this.rows, by);
    throw new InvalidArgumentError('result.sliceBy(by)', {
      found: `a result that keeps its rows as "${this.keptRows}"`,
      expected: 'one with all rows.',
      fix: 'give `sliceBy` to `new Evaluate(...)`, and read `result.slices`.',
    });
  }

  /** Plain JSON: dates as ISO text, NaN as null. */
  toJSON(): Record<string, unknown> {
    return resultJson(this);
  }

  /** One line a row: the example's fields, the prediction's, then `score`, `feedback`, the error, latency and tokens. */
  toCsv(): string {
    return resultCsv(this.rows);
  }

  /** One JSON object a line, a line a row. */
  toJsonLines(): string {
    return this.rows.map((row) => `${JSON.stringify(rowJson(row))}\n`).join('');
  }

  /**
   * The rows as a table for a console, long cells cut, and the figures beneath.
   *
   * @param rows most rows to show. @default 10
   */
  toTable(rows = 10): string {
    return resultTable(this, rows);
  }

  /** JUnit's XML, a test case a row, for systems that show test results. */
  toJUnit(options: JUnitOptions = {}): string {
    return junitXml(this, options);
  }

  /** One HTML page that needs nothing else: figures, slices and rows. */
  toHtml(options: PageOptions = {}): string {
    return resultPage(this, options);
  }

  /**
   * Writes the result to a file, whole or not at all: `.json`, `.jsonl` (the rows), `.csv` (the rows), `.xml` (JUnit) or `.html`.
   *
   * @throws InvalidArgumentError for any other extension.
   */
  async save(file: string): Promise<void> {
    await saveResult(this, file);
  }
}
