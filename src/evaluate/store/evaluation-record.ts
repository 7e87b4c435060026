import type { Usage } from '../../messages';
import { Prediction, type TraceStep } from '../../primitives';
import { plainJson } from '../export/plain-json';
import { withoutCause, type RowError } from '../row-error';
import type { UnitOutcome } from '../runner';

/** Which evaluation of what: equal keys are one evaluation, paid for once. */
export interface EvaluationKey {
  /** The program with its model: see {@link candidateId}. */
  readonly candidate: string;
  /** The example's content: see {@link exampleId}. */
  readonly example: string;
  /** Tells fresh samples of the same program on the same example apart; 0 is the first. */
  readonly rollout: number;
  /** The metric and its version: see {@link metricId}. */
  readonly metric: string;
}

/** One call of a predictor, as data. */
export interface TraceRecord {
  /** Where the predictor sits in the program. */
  readonly path: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** False when the model's reply was cut, filtered or refused. */
  readonly isComplete: boolean;
}

/** What came of a unit, as plain JSON. */
export interface RecordedOutcome {
  readonly score?: number;
  readonly feedback?: string;
  readonly objectives?: Readonly<Record<string, number>>;
  /** The prediction's fields. */
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: Omit<RowError, 'cause'>;
  readonly latencyMs: number;
  readonly usage: Usage;
  /** What the metric's own calls of models consumed. */
  readonly metricUsage?: Usage;
  /** Present when whoever evaluated asked for it. */
  readonly trace?: readonly TraceRecord[];
}

/** One line of an evaluation store: what came of one program on one example. Plain JSON. */
export interface EvaluationRecord extends EvaluationKey, RecordedOutcome {
  readonly v: 1;
  /** The job that paid for it. */
  readonly job?: string;
}

/** What came of a unit, as a record. `paths` names the predictors of its trace. */
export function toRecord(
  { candidate, example, rollout, metric }: EvaluationKey,
  outcome: UnitOutcome,
  { paths, job }: { readonly paths?: ReadonlyMap<object, string>; readonly job?: string } = {},
): EvaluationRecord {
  const recorded = recordedOutcome(outcome, paths);
  return {
    v: 1,
    candidate,
    example,
    rollout,
    metric,
    ...recorded,
    ...(job === undefined ? {} : { job }),
  };
}

/** What came of a unit, as plain JSON. `paths` names the predictors of its trace, which is left out without. */
export function recordedOutcome(
  { prediction, score, feedback, objectives, error, latencyMs, usage, metricUsage, trace }: UnitOutcome,
  paths?: ReadonlyMap<object, string>,
): RecordedOutcome {
  return {
    ...(score === undefined ? {} : { score }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(objectives === undefined ? {} : { objectives }),
    ...(prediction === undefined
      ? {}
      : { output: plainJson(prediction.toJSON()) as Record<string, unknown> }),
    ...(error === undefined ? {} : { error: withoutCause(error) }),
    latencyMs: Math.round(latencyMs * 1_000) / 1_000,
    usage,
    ...(metricUsage === undefined ? {} : { metricUsage }),
    ...(trace === undefined || paths === undefined ? {} : { trace: traceRecords(trace, paths) }),
  };
}

/** The outcome that a record tells of; its prediction is made of JSON. */
export function toOutcome(record: RecordedOutcome): UnitOutcome {
  const { score, feedback, objectives, output, error, latencyMs, usage, metricUsage } = record;
  return {
    ...(output === undefined ? {} : { prediction: Prediction.from(output) }),
    ...(score === undefined ? {} : { score }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(objectives === undefined ? {} : { objectives }),
    ...(error === undefined ? {} : { error }),
    latencyMs,
    usage,
    ...(metricUsage === undefined ? {} : { metricUsage }),
  };
}

/** Whether a line of a file is a record we can read. */
export function isRecord(value: unknown): value is EvaluationRecord {
  const record = value as Partial<EvaluationRecord> | null;
  return (
    typeof record === 'object' &&
    record?.v === 1 &&
    typeof record.candidate === 'string' &&
    typeof record.example === 'string' &&
    typeof record.rollout === 'number' &&
    typeof record.metric === 'string'
  );
}

function traceRecords(trace: readonly TraceStep[], paths: ReadonlyMap<object, string>): TraceRecord[] {
  return trace.map(({ predictor, inputs, prediction, isComplete, path }) => ({
    path: path ?? paths.get(predictor) ?? '?',
    inputs: plainJson(inputs) as Record<string, unknown>,
    outputs: plainJson(prediction.toJSON()) as Record<string, unknown>,
    isComplete,
  }));
}
