import type { EvaluationResult } from '../evaluate';

/** Something that was evaluated. */
interface Evaluated {
  readonly evaluation: Pick<EvaluationResult, 'rows' | 'score' | 'n'>;
}

/**
 * Of those that were tried on the most examples, the one with the best mean over the examples that all of them were scored on, over
 * its own where there are none; of equals the first. Undefined where nothing was scored.
 */
export function bestOf<Candidate extends Evaluated>(tried: readonly Candidate[]): Candidate | undefined {
  const most = tried.reduce((count, { evaluation }) => Math.max(count, evaluation.rows.length), 0);
  const scored = tried.filter(({ evaluation }) => evaluation.n > 0 && evaluation.rows.length === most);
  const shared = sharedRows(scored.map(({ evaluation }) => evaluation));
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const candidate of scored) {
    const score = scoreOver(candidate.evaluation, shared);
    if (best === undefined || score > best.score) best = { candidate, score };
  }
  return best?.candidate;
}

function sharedRows(evaluations: readonly Evaluated['evaluation'][]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { rows } of evaluations) {
    for (const { index, score } of rows)
      if (score !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === evaluations.length).map(([index]) => index));
}

function scoreOver({ rows, score: own }: Evaluated['evaluation'], shared: ReadonlySet<number>): number {
  if (shared.size === 0) return own;
  let sum = 0;
  for (const { index, score } of rows) if (score !== undefined && shared.has(index)) sum += score;
  return sum / shared.size;
}
