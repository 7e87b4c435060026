import type { Embedder } from '../../lm';

/** How a saved program is loaded. */
export interface LoadOptions {
  /**
   * What to do where the file was saved with other fields than the program has: `refuse` it, or `accept` what it holds
   * for the fields that are still there.
   * @default 'refuse'
   */
  readonly drift?: 'refuse' | 'accept';
  /**
   * Whether predictors get the models that the file names. Endpoints and keys are never taken from a file.
   * @default true
   */
  readonly lms?: boolean;
  /**
   * Finds the nearest examples of a program that shows them.
   * @default a HashedEmbedder
   */
  readonly embedder?: Embedder;
}
