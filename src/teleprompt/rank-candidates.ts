import type { ErrorCounts, EvaluationResult } from '../evaluate';

/** A program a search has tried. */
export interface Candidate<Student> {
  /** −3 is the student without demonstrations, −2 with labelled ones, −1 the unshuffled bootstrap. */
  readonly seed: number;
  readonly program: Student;
  readonly evaluation: EvaluationResult;
}

/** One candidate and how it did. */
export interface CandidateReport<Student> {
  /** −3 is the student without demonstrations, −2 with labelled ones, −1 the unshuffled bootstrap. */
  readonly seed: number;
  /** The mean over the examples that all candidates were scored on. */
  readonly score: number;
  /** How many validation examples the candidate itself was scored on. */
  readonly n: number;
  /** How many of its rows failed, by kind; `evaluation.rows` has each with its cause. */
  readonly errors: ErrorCounts;
  /** The 95 % confidence interval of the candidate's own evaluation. */
  readonly interval: EvaluationResult['interval'];
  readonly evaluation: EvaluationResult;
  readonly program: Student;
}

/** What a search found. */
export interface RandomSearchReport<Student> {
  readonly program: Student;
  /** All candidates, the best first; of equals the one tried first. */
  readonly candidates: readonly CandidateReport<Student>[];
}

/** Orders candidates by their means over the examples that all of them were scored on; over their own where there are none. */
export function rankCandidates<Student>(tried: readonly Candidate<Student>[]): RandomSearchReport<Student> {
  const shared = sharedRows(tried.map(({ evaluation }) => evaluation));
  const candidates = tried.map(({ seed, program, evaluation }) => {
    const { n, errors, interval } = evaluation;
    const score = scoreOver(evaluation, shared);
    return Object.freeze({ seed, score, n, errors, interval, evaluation, program });
  });
  candidates.sort((left, right) => right.score - left.score || left.seed - right.seed);
  const [best] = candidates;
  if (best === undefined) throw new RangeError('A search without candidates.');
  return Object.freeze({ program: best.program, candidates: Object.freeze(candidates) });
}

function sharedRows(evaluations: readonly EvaluationResult[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { rows } of evaluations) {
    for (const { index, score } of rows)
      if (score !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === evaluations.length).map(([index]) => index));
}

function scoreOver({ rows, score: own }: EvaluationResult, shared: ReadonlySet<number>): number {
  if (shared.size === 0) return own;
  let sum = 0;
  for (const { index, score } of rows) if (score !== undefined && shared.has(index)) sum += score;
  return sum / shared.size;
}
