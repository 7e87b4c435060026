import type { Demo, Module } from '../../modules';
import { excerpt, type SeededRandom } from '../../util';
import type { Candidate, Changes, PredictorChange } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import { advise, type Run } from '../propose/advise';
import type { Proposer, Unanswered } from '../propose/ask-model';
import { poissonDraw } from '../search/draws';
import type { Bucket, SampledRun } from './sample-runs';

/** What a strategy works on. */
export interface StrategyTask<Student extends Module> {
  readonly space: CandidateSpace<Student>;
  /** The candidate to change. */
  readonly source: Candidate;
  readonly bucket: Bucket;
  readonly random: SeededRandom;
  readonly maxDemos: number;
  readonly demoInputFieldMaxlen: number;
}

/**
 * Shows each predictor its last call in the best run of an example.
 *
 * @returns undefined where the best run shows nothing worth showing.
 */
export function appendDemo<Student extends Module>(task: StrategyTask<Student>): Changes | undefined {
  const [best] = task.bucket.runs;
  if (best === undefined || best.row.error !== undefined) return undefined;
  const kept = droppedDemos(task);
  const changes: Record<string, PredictorChange> = { ...kept };
  let shown = 0;
  for (const path of task.space.paths) {
    const step = best.row.trace?.filter((each) => each.path === path && each.isComplete).at(-1);
    if (step === undefined) continue;
    const inputs = Object.entries(step.inputs).map(([name, value]) => [
      name,
      typeof value === 'string' ? excerpt(value, task.demoInputFieldMaxlen) : value,
    ]);
    const demo: Demo = Object.freeze({ augmented: true, ...Object.fromEntries(inputs), ...step.outputs });
    const present = kept[path]?.demos ?? task.space.predictor(task.source, path).demos;
    changes[path] = { demos: [...present, demo] };
    shown++;
  }
  return shown === 0 ? undefined : changes;
}

/**
 * Adds to the instructions what a model makes of the difference between the best and the worst run of an example.
 *
 * @param label names the question.
 * @returns undefined where there is no difference, or nothing was said.
 */
export async function appendRule<Student extends Module>(
  proposer: Proposer,
  label: string,
  task: StrategyTask<Student>,
): Promise<Changes | { readonly failure: Unanswered } | undefined> {
  const { space, source, bucket } = task;
  const [better, worse] = [bucket.runs[0], bucket.runs.at(-1)];
  if (better === undefined || worse === undefined || better.score <= worse.score) return undefined;
  const answer = await advise(proposer, {
    label,
    program: space.program(source),
    inputs: bucket.example.inputs(),
    labels: bucket.example.labels(),
    better: runOf(better),
    worse: runOf(worse),
  });
  if ('failure' in answer) return answer;
  const advice = Object.entries(answer.byPath);
  if (advice.length === 0) return undefined;
  const changes: Record<string, PredictorChange> = { ...droppedDemos(task) };
  for (const [path, text] of advice) {
    const present = space.instructions(source, path);
    // The same advice again makes nothing better, only longer.
    if (!present.includes(text)) changes[path] = { ...changes[path], instructions: `${present}\n\n${text}` };
  }
  return changes;
}

/** Makes room: forgets some demonstrations, those of one example at all predictors. */
function droppedDemos<Student extends Module>({
  space,
  source,
  random,
  maxDemos,
}: StrategyTask<Student>): Changes {
  const counts = space.paths.map((path) => space.predictor(source, path).demos.length);
  const most = Math.max(0, ...counts);
  const cap = Math.max(1, maxDemos);
  const wanted = Math.max(poissonDraw(most / cap, random), most >= cap ? 1 : 0);
  const count = Math.min(most, wanted);
  if (count === 0) return {};
  const gone = new Set(
    random.sample(
      Array.from({ length: most }, (_, place) => place),
      count,
    ),
  );
  return Object.fromEntries(
    space.paths.map((path) => [
      path,
      { demos: space.predictor(source, path).demos.filter((_, place) => !gone.has(place)) },
    ]),
  );
}

function runOf({ row, score }: SampledRun): Run {
  return {
    score,
    feedback: row.feedback,
    trace: row.trace ?? [],
    ...(row.prediction === undefined ? {} : { outputs: row.prediction.toJSON() }),
    problem: row.error?.message,
  };
}
