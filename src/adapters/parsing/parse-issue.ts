/** One reason why a text does not hold the value that was asked for. */
export interface ParseIssue {
  /** Where, such as `order.lines[1].qty`; `value` at the top. */
  readonly path: string;
  /** What would have been right, in a few words. */
  readonly expected: string;
  /** What is there instead, in a few words. */
  readonly found: string;
}
