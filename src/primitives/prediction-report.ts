/** One thing that was wrong with a model's reply, as the model was told. */
export interface CorrectionIssue {
  /** Where, such as `order.lines[1].qty`. */
  readonly path: string;
  /** What is wrong there, as a sentence without its full stop. */
  readonly message: string;
}

/** A turn in which a model was shown its own reply and what was wrong with it, and asked to write it again. */
export interface Correction {
  /** The way the reply came. */
  readonly route: string;
  /** The reply that could not be used. */
  readonly reply: string;
  readonly issues: readonly CorrectionIssue[];
}

/** A way of asking that was tried and left for the next one. */
export interface Fallback {
  /** The way, such as `json/schema`. */
  readonly route: string;
  /** Why it was left, in one line. */
  readonly reason: string;
}

/** How a prediction came about. */
export interface PredictionReport {
  /**
   * Which way the reply came: the prompt format and how the model was held to it, such as `chat`, `xml`, `json/schema`,
   * `json/mode`, `json/text`. Undefined where no model was asked.
   */
  readonly route?: string;
  /** The correction turns, in order; none for a reply that was right at once. */
  readonly corrections: readonly Correction[];
  /** The ways that were tried before, in order. */
  readonly fallbacks: readonly Fallback[];
}

/** A report of nothing. */
export const NO_REPORT: PredictionReport = Object.freeze({
  corrections: Object.freeze([]),
  fallbacks: Object.freeze([]),
});

/** A frozen report. */
export function freezeReport({ route, corrections, fallbacks }: PredictionReport): PredictionReport {
  if (route !== undefined && corrections.length === 0 && fallbacks.length === 0)
    return Object.freeze({ ...NO_REPORT, route });
  return Object.freeze({
    ...(route === undefined ? {} : { route }),
    corrections: Object.freeze(corrections.map((one) => Object.freeze({ ...one }))),
    fallbacks: Object.freeze(fallbacks.map((one) => Object.freeze({ ...one }))),
  });
}
