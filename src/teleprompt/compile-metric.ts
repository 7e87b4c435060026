import type { MetricResult } from '../evaluate';
import type { TraceStep } from '../primitives';

/** A metric as optimizers take it: any function of an example and an answer. */
export type CompileMetric = (
  example: never,
  prediction: never,
  trace?: readonly TraceStep[],
) => MetricResult | Promise<MetricResult>;
