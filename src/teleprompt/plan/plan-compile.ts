import type { Module } from '../../modules';
import { MOST_CONFIRMED } from '../job/confirm';
import type { JobTeleprompterTraits } from '../job/job-teleprompter-traits';
import type { CompileOptions } from '../teleprompter';
import { CompilePlan, type PlannedPhase } from './compile-plan';
import { phase, type PlanSize } from './plan-size';

/** What is planned. */
export interface PlanTask {
  readonly student: Module;
  readonly options: CompileOptions;
  /** The parts of the search. */
  readonly phases: (size: PlanSize) => Promise<readonly PlannedPhase[]>;
}

/** The parts of a compilation: its search, and the comparison at the end. */
export async function planCompile(
  { name, metric }: JobTeleprompterTraits,
  { student, options, phases }: PlanTask,
): Promise<CompilePlan> {
  const predictors = student.predictors().length;
  const size = { student, predictors, trainset: options.trainset.length, valset: options.valset?.length };
  const search = size.trainset === 0 ? [] : await phases(size);
  const confirm = metric === undefined || search.length === 0 ? 0 : confirmedExamples(options);
  const all = [...search, phase('winner against student', 'program', 2 * confirm)];
  return new CompilePlan({ optimizer: name, predictors, phases: all.map((each) => bounded(each, options)) });
}

/** Most examples that the winner is confirmed on. */
function confirmedExamples({ confirm = true, holdout, trainset, valset }: CompileOptions): number {
  if (confirm === false) return 0;
  const there = holdout?.length ?? trainset.length + (valset?.length ?? 0);
  return Math.min(there, confirm === true ? (holdout?.length ?? MOST_CONFIRMED) : confirm);
}

/** No part calls more often than the budget lets it. */
function bounded(each: PlannedPhase, { budget }: CompileOptions): PlannedPhase {
  const { metricCalls = Number.POSITIVE_INFINITY, lmCalls = Number.POSITIVE_INFINITY } = budget ?? {};
  const bound =
    each.kind === 'program' ? Math.min(metricCalls, lmCalls) : each.kind === 'replay' ? metricCalls : lmCalls;
  return { ...each, most: Math.min(each.most, bound), expected: Math.min(each.expected, bound) };
}
