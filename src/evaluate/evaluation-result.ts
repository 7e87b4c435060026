import type { Usage } from '../messages';
import type { EvaluationRow } from './evaluation-row';
import {
  summarize,
  type ErrorCounts,
  type EvaluationData,
  type EvaluationRun,
  type StopReason,
} from './evaluation-summary';
import { resultCsv } from './export/result-csv';
import { resultJson, rowJson } from './export/result-json';
import { resultTable } from './export/result-table';
import { saveResult } from './export/save-result';
import type { Interval } from './statistics/confidence-interval';
import type { LatencySummary } from './statistics/latency';

/** What an evaluation found. Immutable; its figures are computed from its rows. */
export class EvaluationResult implements EvaluationData {
  readonly score: number;
  readonly n: number;
  readonly errors: ErrorCounts;
  readonly interval: Interval;
  readonly objectives: Readonly<Record<string, number>>;
  readonly latency: LatencySummary;
  readonly usage: Usage;
  readonly total: number;
  readonly reused: number;
  readonly durationMs: number;
  readonly stopped?: StopReason;

  /**
   * @param rows in the order of the devset.
   * @param run what surrounds them.
   */
  constructor(
    readonly rows: readonly EvaluationRow[],
    run: EvaluationRun,
  ) {
    const summary = summarize(rows);
    this.score = summary.score;
    this.n = summary.n;
    this.errors = summary.errors;
    this.interval = summary.interval;
    this.objectives = summary.objectives;
    this.latency = summary.latency;
    this.usage = summary.usage;
    this.total = run.total;
    this.reused = run.reused ?? 0;
    this.durationMs = run.durationMs;
    if (run.stopped !== undefined) this.stopped = run.stopped;
    Object.freeze(this.rows);
    Object.freeze(this);
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

  /**
   * Writes the result to a file, whole or not at all: `.json`, `.jsonl` (the rows) or `.csv` (the rows).
   *
   * @throws InvalidArgumentError for any other extension.
   */
  async save(file: string): Promise<void> {
    await saveResult(this, file);
  }
}
