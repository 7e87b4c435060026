/** What Jest's and Vitest's `expect.extend` take from a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Why it did not match; under `.not`, why it did. */
  readonly message: () => string;
}
