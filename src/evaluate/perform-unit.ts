import type { Usage } from '../messages';
import { UsageMeter } from '../lm';
import type { CallOptions } from '../modules';
import { currentTrace, Trace, type Prediction } from '../primitives';
import { asPrediction } from './as-prediction';
import { withinDeadline } from './deadline';
import { MetricError } from './evaluate-errors';
import type { NormalizedMetric } from './normalize-metric';
import { rowErrorOf, type RowError } from './row-error';
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
  /** Whether outcomes have the predictor calls. @default false */
  readonly traced?: boolean;
}

/** The program's answer. A metric that asks a model is not the program: its cost and time are not in it. */
interface Answer {
  readonly prediction: Prediction;
  readonly latencyMs: number;
  readonly usage: Usage;
}

/** Runs a program on one example and scores it. Faults are outcomes; undefined when the run was aborted meanwhile. */
export async function performUnit(
  unit: EvaluationUnit,
  signal: AbortSignal,
  settings: UnitSettings,
): Promise<UnitOutcome | undefined> {
  const meter = new UsageMeter();
  const trace = settings.traced === true ? new Trace(currentTrace.get()) : undefined;
  const call = (ended: AbortSignal): Promise<unknown> =>
    unit.program.call(...argumentsOf(unit, ended, settings));
  const ask = (ended: AbortSignal): Promise<unknown> =>
    trace === undefined ? call(ended) : currentTrace.run(trace, () => call(ended));
  let answer: Answer | undefined;
  const started = performance.now();
  try {
    const score = await withinDeadline({ timeout: settings.timeout, signal }, async (ended) => {
      const given = await meter.run(() => ask(ended));
      const prediction = asPrediction(given);
      answer = { prediction, latencyMs: performance.now() - started, usage: meter.usage };
      return settings.metric(unit.example, prediction);
    });
    return signal.aborted ? undefined : withTraceOf({ ...(answer as Answer), ...score }, trace);
  } catch (thrown) {
    if (signal.aborted) return undefined;
    if (answer !== undefined)
      return withTraceOf({ ...(answer as Answer), error: metricFault(thrown) }, trace);
    const cost = { latencyMs: performance.now() - started, usage: meter.usage };
    return withTraceOf(failed(thrown, cost, settings), trace);
  }
}

function withTraceOf(outcome: UnitOutcome, trace: Trace | undefined): UnitOutcome {
  return trace === undefined ? outcome : { ...outcome, trace: trace.steps };
}

function argumentsOf({ example, rolloutId }: EvaluationUnit, signal: AbortSignal, settings: UnitSettings) {
  const { callOptions } = settings;
  const options =
    rolloutId === undefined ? { ...callOptions, signal } : { ...callOptions, rolloutId, signal };
  return [example.inputs() as never, options] as const;
}

function failed(
  thrown: unknown,
  cost: Pick<UnitOutcome, 'latencyMs' | 'usage'>,
  { failureScore }: UnitSettings,
): UnitOutcome {
  const error = rowErrorOf(thrown);
  const isOwnFault = error.kind === 'program' || error.kind === 'format' || error.kind === 'timeout';
  return { error, ...cost, ...(isOwnFault && failureScore !== undefined ? { score: failureScore } : {}) };
}

/** A judge's provider may fail; that says nothing about the metric. */
function metricFault(thrown: unknown): RowError {
  const error = rowErrorOf(thrown);
  if (!(thrown instanceof MetricError) || thrown.cause === undefined) return error;
  return rowErrorOf(thrown.cause).kind === 'infrastructure' ? { ...error, kind: 'infrastructure' } : error;
}
