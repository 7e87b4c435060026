import type { Usage } from '../messages';
import { trackUsage } from '../lm';
import type { CallOptions } from '../modules';
import type { Prediction } from '../primitives';
import { asPrediction } from './as-prediction';
import { deadline } from './deadline';
import { MetricError } from './evaluate-errors';
import type { NormalizedMetric } from './normalize-metric';
import { rowErrorOf } from './row-error';
import type { EvaluationUnit, UnitOutcome } from './runner';

/** What holds for every unit of an evaluation. */
export interface UnitSettings {
  readonly metric: NormalizedMetric;
  /** Longest time of one example, its metric included, in milliseconds. */
  readonly timeout: number;
  /** Passed to every call of the program. */
  readonly callOptions: Omit<CallOptions, 'signal' | 'timeout' | 'demos'>;
  /** The score of a row whose program failed by its own fault; undefined for none. */
  readonly failureScore: number | undefined;
}

/** The program's answer or what it threw. */
type Answer = { readonly prediction: Prediction } | { readonly thrown: unknown };

/** Runs a program on one example and scores it. Faults are outcomes; undefined when the run was aborted meanwhile. */
export async function performUnit(
  unit: EvaluationUnit,
  signal: AbortSignal,
  settings: UnitSettings,
): Promise<UnitOutcome | undefined> {
  const limit = deadline(settings.timeout, signal);
  const started = performance.now();
  try {
    const { result, usage } = await trackUsage(() => answerOf(unit, limit, settings));
    const latencyMs = performance.now() - started;
    if (signal.aborted) return undefined;
    if ('thrown' in result) return failed(result.thrown, { latencyMs, usage }, settings);
    return await scored(unit, result.prediction, { latencyMs, usage }, { metric: settings.metric, limit });
  } finally {
    limit.release();
  }
}

async function answerOf(
  { program, example, rolloutId }: EvaluationUnit,
  limit: ReturnType<typeof deadline>,
  { callOptions }: UnitSettings,
): Promise<Answer> {
  const options = { ...callOptions, ...(rolloutId === undefined ? {} : { rolloutId }), signal: limit.signal };
  try {
    const answer = await limit.race(program.call(example.inputs() as never, options));
    return { prediction: asPrediction(answer) };
  } catch (thrown) {
    return { thrown };
  }
}

interface Cost {
  readonly latencyMs: number;
  readonly usage: Usage;
}

function failed(thrown: unknown, cost: Cost, { failureScore }: UnitSettings): UnitOutcome {
  const error = rowErrorOf(thrown);
  const isOwnFault = error.kind === 'program' || error.kind === 'format' || error.kind === 'timeout';
  return { error, ...cost, ...(isOwnFault && failureScore !== undefined ? { score: failureScore } : {}) };
}

async function scored(
  unit: EvaluationUnit,
  prediction: Prediction,
  cost: Cost,
  { metric, limit }: { readonly metric: NormalizedMetric; readonly limit: ReturnType<typeof deadline> },
): Promise<UnitOutcome> {
  try {
    // A metric that asks a model is not the program: its cost and time are not in the row.
    const score = await limit.race(metric(unit.example, prediction));
    return { prediction, ...score, ...cost };
  } catch (thrown) {
    const error = rowErrorOf(thrown);
    const kind = thrown instanceof MetricError ? metricFault(thrown, error.kind) : error.kind;
    return { prediction, error: { ...error, kind }, ...cost };
  }
}

/** A judge's provider may fail; that says nothing about the metric. */
function metricFault(error: MetricError, kind: ReturnType<typeof rowErrorOf>['kind']): typeof kind {
  const cause = error.cause === undefined ? undefined : rowErrorOf(error.cause).kind;
  return cause === 'infrastructure' ? cause : kind;
}
