import { extname } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import { writeJsonFile, writeWhole } from '../../saving';
import { reportPage } from '../report/report-page';
import type { CandidateReport } from './candidate-report';
import type { Spending } from './budget';
import type { CompileReportData, Confirmation } from './report-data';

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

  /** One page for a browser that needs nothing else: scores, candidates, what is different in each. */
  toHtml(): string {
    return reportPage({ ...this, verdict: this.verdict });
  }

  /**
   * Writes the report, whole or not at all: `.html` as a page, `.json` as data.
   *
   * @throws {@link InvalidArgumentError} for another extension; {@link FileWriteError}.
   */
  async save(file: string): Promise<void> {
    const extension = extname(file).toLowerCase();
    if (extension === '.html') await writeWhole(file, this.toHtml());
    else if (extension === '.json') await writeJsonFile(file, this.toJSON());
    else {
      throw new InvalidArgumentError('report.save(file)', {
        found: file,
        expected: 'a file name that ends in .html or .json.',
      });
    }
  }
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
