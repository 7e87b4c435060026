import { exampleId } from '../../evaluate';
import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Candidate } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun, TracedRow } from '../job/compile-run';
import { settledAll } from '../job/settled-all';

/** One run of one candidate on one example. */
export interface SampledRun {
  readonly candidate: Candidate;
  readonly row: TracedRow;
  readonly score: number;
}

/** All runs of one example, the best first. */
export interface Bucket {
  readonly example: Example;
  readonly runs: readonly SampledRun[];
  /** From the worst to the best. */
  readonly spread: number;
  readonly best: number;
  readonly mean: number;
}

/** What is run. */
export interface SampleTask {
  readonly batch: readonly Example[];
  /** The candidate of each run: first by number of the run, then by example. */
  readonly chosen: readonly (readonly Candidate[])[];
  /** The number of the first run among all of the search: each is a sample of its own. */
  readonly firstRollout: number;
  /** Makes the first run of each example. */
  readonly teacherLm: LanguageModel | undefined;
}

/** Runs each example of a batch several times, each time as another sample at temperature 1. */
export async function sampleRuns<Student extends Module>(
  run: CompileRun<Student>,
  space: CandidateSpace<Student>,
  { batch, chosen, firstRollout, teacherLm }: SampleTask,
): Promise<readonly Bucket[]> {
  const groups = chosen.flatMap((candidates, number) => {
    const byCandidate = new Map<string, { readonly candidate: Candidate; readonly examples: Example[] }>();
    for (const [place, candidate] of candidates.entries()) {
      const group = byCandidate.get(candidate.id) ?? { candidate, examples: [] };
      byCandidate.set(candidate.id, group);
      group.examples.push(batch[place] as Example);
    }
    return [...byCandidate.values()].map((group) => ({ ...group, number }));
  });
  const rows = await settledAll(
    groups.map(async ({ candidate, examples, number }) => {
      const program = heated(space.materialize(candidate), number === 0 ? teacherLm : undefined);
      const evaluation = await run.evaluate(program, examples, {
        rollout: firstRollout + number,
        traced: true,
      });
      return evaluation.rows.map((row) => ({ candidate, row, score: row.score }));
    }),
  );
  const byExample = new Map<string, SampledRun[]>(batch.map((example) => [exampleId(example), []]));
  for (const { candidate, row, score } of rows.flat()) {
    if (score !== undefined) byExample.get(exampleId(row.example))?.push({ candidate, row, score });
  }
  return batch
    .filter((example, place) => batch.findIndex((other) => exampleId(other) === exampleId(example)) === place)
    .map((example) => bucketOf(example, byExample.get(exampleId(example)) ?? []))
    .filter(({ runs }) => runs.length > 0)
    .sort(
      (one, other) =>
        other.spread - one.spread || other.best - one.best || other.best - other.mean - (one.best - one.mean),
    );
}

function bucketOf(example: Example, runs: readonly SampledRun[]): Bucket {
  const sorted = [...runs].sort((one, other) => other.score - one.score);
  const scores = sorted.map(({ score }) => score);
  const best = scores[0] ?? 0;
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return { example, runs: sorted, spread: best - (scores.at(-1) ?? best), best, mean };
}

/** The same program at temperature 1, with a teacher's model if there is one. */
function heated<Student extends Module>(program: Student, lm: LanguageModel | undefined): Student {
  for (const predictor of program.predictors()) {
    predictor.config = { ...predictor.config, temperature: 1 };
    if (lm !== undefined) predictor.lm = lm;
  }
  return program;
}
