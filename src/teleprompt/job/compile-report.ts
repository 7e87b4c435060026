import type { PairedComparison } from '../../evaluate';
import { writeJsonFile } from '../../saving';
import type { CandidateReport } from './candidate-report';
import type { Spending } from './budget';

/** The winner against the student on examples that the search did not choose by. */
export interface Confirmation extends PairedComparison {
  /** The means of both over the same examples. */
  readonly student: number;
  readonly winner: number;
}

/** What a {@link CompileReport} is made of. */
export interface CompileReportData {
  readonly job: string;
  readonly optimizer: string;
  readonly candidates: readonly CandidateReport[];
  /** The candidate that won; absent when nothing was scored. */
  readonly winner?: string;
  /** Absent when there were no examples left to confirm on, or nothing to confirm. */
  readonly confirmation?: Confirmation;
  readonly spending: Spending;
  /** Why the search ended before it was done. */
  readonly stopped?: string;
}

/** What a compilation tried, found and spent; the same shape for every optimizer. Immutable, plain data. */
export class CompileReport implements CompileReportData {
  readonly job: string;
  readonly optimizer: string;
  readonly candidates: readonly CandidateReport[];
  readonly winner?: string;
  readonly confirmation?: Confirmation;
  readonly spending: Spending;
  readonly stopped?: string;

  constructor(data: CompileReportData) {
    this.job = data.job;
    this.optimizer = data.optimizer;
    this.candidates = Object.freeze([...data.candidates]);
    this.spending = data.spending;
    if (data.winner !== undefined) this.winner = data.winner;
    if (data.confirmation !== undefined) this.confirmation = data.confirmation;
    if (data.stopped !== undefined) this.stopped = data.stopped;
    Object.freeze(this);
  }

  /** One sentence: whether the compiled program is really better, and how sure that is. */
  get verdict(): string {
    if (this.confirmation === undefined) {
      return 'Not confirmed: there were no examples that the search had not chosen by.';
    }
    const { difference, interval, n, pValue } = this.confirmation;
    const range = `${signed(interval[0])} to ${signed(interval[1])}`;
    const figures = `${signed(difference)} (95 % interval ${range}, p ${pValue.toPrecision(2)}) on ${n} examples that the search did not choose by`;
    if (interval[0] > 0) return `Better than the student: ${figures}.`;
    if (interval[1] < 0) return `Worse than the student: ${figures}.`;
    return `Not shown to be better than the student: ${figures}.`;
  }

  /** Plain JSON; NaN as null. */
  toJSON(): Record<string, unknown> {
    const plain = JSON.parse(JSON.stringify({ ...this })) as Record<string, unknown>;
    return { version: 1, ...plain, verdict: this.verdict };
  }

  /**
   * Writes the report as JSON, whole or not at all.
   *
   * @throws {@link FileWriteError}.
   */
  async save(file: string): Promise<void> {
    await writeJsonFile(file, this.toJSON());
  }
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
