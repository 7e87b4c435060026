import type { PairedComparison } from '../../evaluate';
import type { Spending } from './budget';
import type { CandidateReport } from './candidate-report';

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
