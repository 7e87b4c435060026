import type { MetricResult } from '../evaluate';
import type { TraceStep } from '../primitives';

/**
 * A metric as optimizers take it: any function of an example and an answer. Only the metric knows their fields; annotate its
 * parameters to have them checked.
 */
export type CompileMetric = (
  // `unknown` would refuse every annotated metric, `never` every other.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  example: any,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  prediction: any,
  trace?: readonly TraceStep[],
) => MetricResult | Promise<MetricResult>;
