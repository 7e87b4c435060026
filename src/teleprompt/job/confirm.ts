import { compareResults, type EvaluationRow } from '../../evaluate';
import type { Demo, Module } from '../../modules';
import { sameValue, type Example } from '../../primitives';
import type { Confirmation } from './report-data';
import type { CompileRun } from './compile-run';

/** Fewer say nothing. */
const FEWEST = 10;
/** Most examples that a winner is confirmed on where nobody says how many. */
export const MOST_CONFIRMED = 100;

/** Where to confirm, and on how much. */
export interface ConfirmOptions {
  readonly confirm: boolean | number | undefined;
  readonly holdout: readonly Example[] | undefined;
}

/**
 * Compares the winner with the student on examples that neither the search chose by nor the winner shows.
 *
 * @returns undefined when there is nothing to compare, or too little to compare on.
 */
export async function confirmWinner<Student extends Module>(
  run: CompileRun<Student>,
  winner: Student,
  { confirm = true, holdout }: ConfirmOptions,
): Promise<Confirmation | undefined> {
  if (confirm === false || run.metric === undefined || run.best === undefined) return undefined;
  const examples = examplesFor(run, winner, { confirm, holdout });
  if (examples.length < (confirm === true && holdout === undefined ? FEWEST : 1)) return undefined;
  const [student, compiled] = await Promise.all([
    run.evaluate(run.student, examples),
    run.evaluate(winner, examples),
  ]);
  const comparison = compareResults(student.result, compiled.result);
  const isPaired = (row: EvaluationRow, index: number): boolean =>
    row.score !== undefined &&
    student.rows[index]?.score !== undefined &&
    compiled.rows[index]?.score !== undefined;
  const mean = (rows: readonly EvaluationRow[]): number =>
    rows.filter(isPaired).reduce((sum, { score = 0 }) => sum + score, 0) / comparison.n;
  return { ...comparison, student: mean(student.rows), winner: mean(compiled.rows) };
}

function examplesFor<Student extends Module>(
  run: CompileRun<Student>,
  winner: Student,
  { confirm, holdout }: { readonly confirm: true | number; readonly holdout: ConfirmOptions['holdout'] },
): Example[] {
  const most = confirm === true ? (holdout?.length ?? MOST_CONFIRMED) : confirm;
  const demos = winner.predictors().flatMap((predictor) => predictor.demos);
  const left = [...new Set(holdout ?? [...run.trainset, ...(run.valset ?? [])])].filter(
    (example) => !run.isChosenBy(example) && !isShown(example, demos),
  );
  return run.random('confirm').sample(left, most);
}

function isShown(example: Example, demos: readonly Demo[]): boolean {
  const inputs = Object.entries(example.inputs());
  return demos.some((demo) => inputs.every(([name, value]) => sameValue(demo[name], value)));
}
