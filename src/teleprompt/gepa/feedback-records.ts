import type { Module } from '../../modules';
import type { SeededRandom } from '../../util';
import type { TracedRow } from '../job/compile-run';
import type { FeedbackRecord } from '../propose/reflect';
import type { GEPAOptions } from './gepa-options';

/** What records are made of. */
export interface RecordTask {
  /** The program whose calls they are. */
  readonly program: Module;
  readonly rows: readonly TracedRow[];
  readonly path: string;
  /** Chooses one of several calls on an example. */
  readonly random: SeededRandom;
  readonly predictorFeedback: GEPAOptions['predictorFeedback'];
  readonly addFormatFailures: boolean;
}

/**
 * Calls of one predictor with what was said of where they led, one for each example. Score, feedback and call are of the same
 * run. Examples that had no score, or on which the predictor was not called, give none.
 */
export async function feedbackRecords(task: RecordTask): Promise<readonly FeedbackRecord[]> {
  const records: FeedbackRecord[] = [];
  for (const row of task.rows) {
    if (row.score === undefined) continue;
    const record = await recordOf(row, row.score, task);
    if (record !== undefined) records.push(record);
  }
  return records;
}

async function recordOf(
  row: TracedRow,
  score: number,
  task: RecordTask,
): Promise<FeedbackRecord | undefined> {
  const { path, random, predictorFeedback } = task;
  if (row.error?.kind === 'format') return unreadable(row, score, task);
  const calls = (row.trace ?? []).filter((step) => step.path === path);
  const call = random.pick(calls);
  if (call === undefined) return undefined;
  const { inputs, outputs } = call;
  const answer = row.prediction?.toJSON() ?? {};
  const feedback =
    predictorFeedback === undefined || row.error !== undefined
      ? generalFeedback(row, score)
      : await predictorFeedback({
          path,
          inputs,
          outputs,
          example: row.example.toJSON(),
          answer,
          score,
          feedback: row.feedback,
        });
  return { inputs, outputs, score, feedback };
}

function generalFeedback({ feedback, error }: TracedRow, score: number): string {
  if (error !== undefined) return `The program failed after this: ${error.message}`;
  return feedback === undefined || feedback === ''
    ? `The answer that this led to scored ${score}.`
    : feedback;
}

/** A reply that was not in the form asked for: the predictor whose outputs the error names is the one that gave it. */
function unreadable(
  row: TracedRow,
  score: number,
  { program, path, addFormatFailures }: RecordTask,
): FeedbackRecord | undefined {
  if (!addFormatFailures || failedPath(program, row) !== path) return undefined;
  return {
    inputs: row.example.inputs(),
    score,
    feedback: `The reply could not be read: ${row.error?.message ?? 'its form was wrong'}`,
  };
}

/** A failed call leaves nothing in the trace: it is that of the first predictor left that has the outputs the error names. */
function failedPath(program: Module, { trace = [], error }: TracedRow): string | undefined {
  const called = new Set(trace.map(({ path }) => path));
  const predictors = program.namedPredictors();
  const isNamed = (name: string): boolean =>
    error?.unread?.includes(name) ?? error?.message.includes(name) ?? false;
  const isAtFault = ([, { signature }]: (typeof predictors)[number]): boolean =>
    signature.outputFields.some(({ name }) => isNamed(name));
  const open = predictors.filter(([path]) => !called.has(path));
  return (open.find(isAtFault) ?? open[0] ?? predictors.find(isAtFault))?.[0];
}
