import type { Embedder } from '../../lm';
import type { BootstrapOptions, BootstrapPlan } from '../bootstrap/bootstrap-options';

/** How a {@link KNNFewShot} works. */
export interface KnnFewShotOptions extends Omit<
  BootstrapOptions,
  'maxBootstrappedDemos' | 'maxLabeledDemos'
> {
  /**
   * How many demonstrations each call is shown.
   * @default 4
   */
  readonly k?: number;
  /**
   * Turns inputs into vectors.
   * @default a HashedEmbedder, which works offline and goes by the words
   */
  readonly vectorizer?: Embedder;
}

/** What was asked for, all of it set. */
export interface KnnPlan {
  readonly k: number;
  readonly vectorizer: Embedder;
  readonly bootstrap: BootstrapPlan;
}
