import type { Example, Prediction, TraceStep } from '../primitives';
import { isThenable } from '../util';
import { MetricError } from './evaluate-errors';
import type { Metric, Score } from './metric';

/** A metric that always gives a checked {@link Score}, at once where the metric does. */
export type NormalizedMetric = (
  example: Example,
  prediction: Prediction,
  trace?: readonly TraceStep[],
) => Score | Promise<Score>;

/**
 * Wraps a metric so that it always gives a checked score.
 *
 * The wrapper throws, or rejects with, {@link MetricError} when the metric throws or gives what is no score.
 */
export function normalizeMetric<ExampleFields extends object, Outputs extends object>(
  metric: Metric<ExampleFields, Outputs>,
): NormalizedMetric {
  const loose = metric as unknown as (...parameters: Parameters<NormalizedMetric>) => unknown;
  return (example, prediction, trace) => {
    let result: unknown;
    try {
      result = trace === undefined ? loose(example, prediction) : loose(example, prediction, trace);
    } catch (error) {
      throw asMetricError(error);
    }
    return isThenable(result) ? scoreLater(result) : toScore(result);
  };
}

async function scoreLater(result: PromiseLike<unknown>): Promise<Score> {
  let value: unknown;
  try {
    value = await result;
  } catch (error) {
    throw asMetricError(error);
  }
  return toScore(value);
}

function asMetricError(error: unknown): MetricError {
  return error instanceof MetricError ? error : new MetricError(undefined, error);
}

/**
 * Reads what a metric gave.
 *
 * @throws {@link MetricError} for anything but a finite number, a boolean, or an object with such a `score`.
 */
function toScore(result: unknown): Score {
  if (typeof result !== 'object' || result === null) return { score: finite(result, 'result') };
  const { score, feedback, objectives } = result as Record<keyof Score, unknown>;
  if (feedback !== undefined && feedback !== null && typeof feedback !== 'string') {
    throw new MetricError(`feedback: ${described(feedback)}`);
  }
  return {
    score: finite(score, 'score'),
    ...(typeof feedback === 'string' && { feedback }),
    ...(objectives !== undefined && objectives !== null && { objectives: objectivesOf(objectives) }),
  };
}

function objectivesOf(objectives: unknown): Readonly<Record<string, number>> {
  if (typeof objectives !== 'object' || objectives === null || Array.isArray(objectives)) {
    throw new MetricError(`objectives: ${described(objectives)}`);
  }
  const entries = Object.entries(objectives).map(([name, value]) => [
    name,
    finite(value, `objectives.${name}`),
  ]);
  return Object.freeze(Object.fromEntries(entries)) as Readonly<Record<string, number>>;
}

function finite(value: unknown, where: string): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new MetricError(`${where}: ${described(value)}`);
}

function described(value: unknown): string {
  if (typeof value === 'number' || value === undefined || value === null) return String(value);
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value.slice(0, 60))}`
    : `a value of type ${typeof value}`;
}
