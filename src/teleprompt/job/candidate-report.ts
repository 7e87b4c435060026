import type { ErrorCounts, ErrorKind, EvaluationResult, EvaluationRow, Interval } from '../../evaluate';
import type { Module } from '../../modules';

/** One program an optimizer tried in full, and how it did. */
export interface CandidateReport {
  /** Names the program by what it is. */
  readonly id: string;
  /** How it was made, in a few words. */
  readonly origin: string;
  /** The candidate it was made of. */
  readonly parent?: string;
  readonly score: number;
  /** How many examples the score is the mean of. */
  readonly n: number;
  readonly interval: Interval;
  /** How many of its examples failed, by kind. */
  readonly errors: ErrorCounts;
  /** The first few different failures. */
  readonly failures: readonly Failure[];
  /** What is different from the student, one line a predictor. */
  readonly changes: readonly string[];
}

/** What failed on an example. */
export interface Failure {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** A candidate while the job runs. */
export interface TriedCandidate<Student extends Module> {
  readonly report: CandidateReport;
  readonly program: Student;
  readonly evaluation: EvaluationResult;
}

/** What a program has that another has not: instructions, demonstrations and field texts, by predictor. */
export function changesBetween(before: Module, after: Module): string[] {
  const old = new Map(before.namedPredictors());
  const lines: string[] = [];
  for (const [path, predictor] of after.namedPredictors()) {
    const previous = old.get(path);
    if (previous === undefined) {
      lines.push(`${path}: new`);
      continue;
    }
    const { instructions } = predictor.signature;
    if (instructions !== previous.signature.instructions) {
      lines.push(`${path}: instructions ${JSON.stringify(instructions)}`);
    } else if (!predictor.signature.equals(previous.signature)) lines.push(`${path}: other field texts`);
    if (predictor.demos.length + previous.demos.length > 0 && predictor.demos !== previous.demos) {
      lines.push(`${path}: ${predictor.demos.length} demonstrations`);
    }
  }
  return lines;
}

/** Most failures that a report names. */
const SHOWN = 3;

/** The first few failures that differ. */
export function failuresOf(rows: readonly EvaluationRow[]): Failure[] {
  const failures = new Map<string, Failure>();
  for (const { error } of rows) {
    if (error !== undefined) failures.set(error.message, { kind: error.kind, message: error.message });
    if (failures.size >= SHOWN) break;
  }
  return [...failures.values()];
}
