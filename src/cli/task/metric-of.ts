import type { CompileMetric } from '../../teleprompt';
import { UsageError } from '../cli-errors';
import { metricOfName } from './choose-metric';
import type { Task } from './read-task';

/** A metric, and the name that the config gives to what it measures. */
export interface ChosenMetric {
  readonly metric: CompileMetric;
  readonly metricVersion?: string;
}

/** @throws {@link UsageError} when there is none. */
export function metricOf(
  { config }: Task,
  { metric }: { readonly metric?: string | undefined },
): ChosenMetric {
  const chosen = metric ?? config.metric;
  if (typeof chosen === 'string') return { metric: metricOfName(chosen) };
  if (chosen !== undefined) return { metric: chosen, metricVersion: config.metricVersion };
  throw new UsageError({
    problem: 'No metric says how good an answer is.',
    expected: '--metric NAME:FIELD, or `metric` in the config.',
    fix: 'add --metric exact-match:FIELD, with the field that holds the right answer.',
  });
}
