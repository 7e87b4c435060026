/** The version of our own part of a saved state. */
export const STATE_VERSION = 1;

/** Where a predictor's entry stands in a state: its path, unless the file needs that name itself. */
export function stateKeyOf(path: string): string {
  return path === 'metadata' ? '["metadata"]' : path;
}

/** What is ours under `metadata.dspex`; DSPy ignores it. */
export interface OwnMetadata {
  readonly version: number;
  /** The class that was saved. */
  readonly program: string;
  /** The prompt format in force. */
  readonly promptFormat: { readonly name: string; readonly version: number };
  /** Paths of frozen modules. */
  readonly frozen?: readonly string[];
  /** Settings of predictors, by path. DSPy loses them. */
  readonly configs?: Readonly<Record<string, object>>;
  /** The examples that demonstrations are chosen out of, call by call. */
  readonly nearest?: Readonly<Record<string, unknown>>;
}
