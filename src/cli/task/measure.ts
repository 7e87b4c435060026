import { createProgressBar, Evaluate, type EvaluationResult } from '../../evaluate';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Surroundings } from '../surroundings';
import { given } from './given';
import type { ChosenMetric } from './metric-of';
import type { Task } from './read-task';
import { requireModel } from './require-model';

/** What is measured, and how. */
export interface Measurement extends ChosenMetric {
  readonly devset: readonly Example[];
  readonly concurrency?: number;
  readonly repeats?: number;
  readonly maxErrors?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Where evaluations are kept. */
  readonly directory?: string;
}

/**
 * Measures a program, with a bar on a terminal. An abort gives the rows so far.
 *
 * @throws {@link UsageError} when there is no model to ask.
 */
export async function measure(
  program: Module,
  options: Measurement,
  { task, surroundings }: { readonly task: Task; readonly surroundings: Surroundings },
): Promise<EvaluationResult> {
  const { stderr, env, signal } = surroundings;
  const { devset, metric, concurrency = task.config.concurrency, ...rest } = options;
  const bar = createProgressBar(stderr, env);
  const figures = { done: 0, total: devset.length * (options.repeats ?? 1), sum: 0, scored: 0, errors: 0 };
  const evaluate = new Evaluate({
    ...given({ concurrency, ...rest }),
    devset: devset as never,
    metric: metric as never,
    progress: false,
    onRow: ({ score, error }) => {
      figures.done++;
      figures.sum += score ?? 0;
      figures.scored += score === undefined ? 0 : 1;
      figures.errors += error === undefined ? 0 : 1;
      bar.update({ ...figures, score: figures.sum / figures.scored });
    },
  });
  const measured = task.within(async () => {
    requireModel(program);
    return evaluate.call(program as never, { signal });
  });
  return measured.finally(() => bar.close());
}
