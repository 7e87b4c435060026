import type { Usage } from '../messages';
import { UsageMeter } from '../lm';
import type { CallOptions } from '../modules';
import { currentTrace, Trace, type Prediction } from '../primitives';
import { asPrediction } from './as-prediction';
import { unitDeadline } from './deadline';
import { MetricError } from './evaluate-errors';
import type { Score } from './metric';
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

/**
 * Runs a program on one example and scores it. Faults are outcomes; undefined when the run was aborted meanwhile.
 *
 * Written with callbacks: it runs once an example, and each promise between would cost as much as reading a reply.
 */
export function performUnit(
  unit: EvaluationUnit,
  signal: AbortSignal,
  settings: UnitSettings,
): Promise<UnitOutcome | undefined> {
  return new Promise((resolve) => {
    const meter = new UsageMeter();
    const judging = new UsageMeter();
    const trace = settings.traced === true ? new Trace(currentTrace.get()) : undefined;
    const started = performance.now();
    let answer: Answer | undefined;
    let release = (): void => undefined;
    let isOver = false;
    const end = (outcome: UnitOutcome): void => {
      isOver = true;
      release();
      resolve(signal.aborted ? undefined : withTraceOf(withUsageOf(outcome, judging), trace));
    };
    const fail = (thrown: unknown): void => {
      if (answer !== undefined) end({ ...answer, error: metricFault(thrown) });
      else end(failed(thrown, { latencyMs: performance.now() - started, usage: meter.usage }, settings));
    };
    const score = (given: unknown): void => {
      // Nobody waits for an answer that came too late; its metric may cost money.
      if (isOver) return;
      try {
        const prediction = asPrediction(given);
        answer = { prediction, latencyMs: performance.now() - started, usage: meter.usage };
        const scored = judging.run(() => settings.metric(unit.example, prediction));
        const finish = (each: Score): void => end({ ...(answer as Answer), ...each });
        if ('then' in scored) scored.then(finish, fail);
        else finish(scored);
      } catch (thrown) {
        fail(thrown);
      }
    };
    const deadline = unitDeadline({ timeout: settings.timeout, signal }, fail);
    ({ release } = deadline);
    if (isOver) return;
    try {
      meter.run(() => ask(unit, deadline.signal, settings, trace)).then(score, fail);
    } catch (thrown) {
      fail(thrown);
    }
  });
}

function ask(
  unit: EvaluationUnit,
  ended: AbortSignal,
  settings: UnitSettings,
  trace: Trace | undefined,
): Promise<unknown> {
  const call = (): Promise<unknown> => unit.program.call(...argumentsOf(unit, ended, settings));
  return trace === undefined ? call() : currentTrace.run(trace, call);
}

function withUsageOf(outcome: UnitOutcome, { usage }: UsageMeter): UnitOutcome {
  return usage.requests === 0 && usage.cacheHits === 0 ? outcome : { ...outcome, metricUsage: usage };
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
