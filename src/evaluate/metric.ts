import type { Example, Prediction, TraceStep } from '../primitives';

/** A score with what explains it. */
export interface Score {
  /** A finite number; the built-in metrics give 0 to 1. */
  readonly score: number;
  /** In words, what was right or wrong; optimizers that reflect read it. An empty text is kept. */
  readonly feedback?: string;
  /** Further finite scores by name, such as `{ recall: 0.5, brevity: 1 }`; reported beside the score. */
  readonly objectives?: Readonly<Record<string, number>>;
}

/** What a metric may give; a boolean stands for 1 or 0. */
export type MetricResult = number | boolean | (Omit<Score, 'score'> & { readonly score: number | boolean });

/**
 * Says how good a prediction is.
 *
 * `trace` is present only while an optimizer looks for demonstrations; a metric may then be stricter and give a
 * boolean. Throwing, or giving what is no score (NaN, undefined, a text), is recorded as an error of the metric and never
 * counts as a wrong answer.
 *
 * @param example what was asked and what would have been right.
 * @param prediction what the program answered.
 * @param trace the calls of predictors that led to it.
 */
export type Metric<
  ExampleFields extends object = Record<string, unknown>,
  Outputs extends object = Record<string, unknown>,
> = (
  example: Example<ExampleFields>,
  prediction: Prediction<Outputs>,
  trace?: readonly TraceStep[],
) => MetricResult | Promise<MetricResult>;
