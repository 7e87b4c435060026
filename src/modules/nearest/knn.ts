import type { Embedder } from '../../lm';
import type { Example } from '../../primitives';
import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import { NearestDemos, textOfInputs, type NearestEntry } from './nearest-demos';

/** What a {@link KNN} looks through. */
export interface KNNOptions {
  /** How many examples each call gives, at most. */
  readonly k: number;
  /** The examples; each knows its inputs. */
  readonly trainset: readonly Example[];
  /**
   * Turns texts into vectors.
   * @default a HashedEmbedder
   */
  readonly vectorizer?: Embedder;
}

/**
 * Finds the training examples whose inputs are most like those of a call, the most alike first.
 *
 * The vectors are made at the first call; should that fail, the next one tries again.
 *
 * @remarks DSPy's `KNN`. {@link KNNFewShot} makes demonstrations of them.
 *
 * @example
 * ```ts
 * const knn = new KNN({ k: 3, trainset });
 * const [nearest] = await knn.call({ question: 'Who wrote it?' });
 * ```
 */
export class KNN {
  readonly #nearest: NearestDemos;
  readonly #examples: ReadonlyMap<NearestEntry, Example>;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: KNNOptions) {
    assertKnownOptions(options, ['k', 'trainset', 'vectorizer'], 'new KNN(...)');
    const { k, trainset, vectorizer } = options;
    if (!Number.isSafeInteger(k) || k < 1) {
      throw new InvalidArgumentError('new KNN({ k })', {
        found: String(k),
        expected: 'a whole number of at least 1.',
      });
    }
    this.#examples = new Map(
      trainset.map((example) => [{ text: textOfInputs(example.inputs()), demos: {} }, example]),
    );
    const entries = [...this.#examples.keys()];
    this.#nearest = new NearestDemos({
      k,
      entries,
      ...(vectorizer === undefined ? {} : { embedder: vectorizer }),
    });
  }

  /** @throws (as a rejection) what the embedder throws; the signal's reason. */
  async call(
    inputs: object,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly Example[]> {
    const found = await this.#nearest.find(inputs, signal);
    return [...found].reverse().map((entry) => this.#examples.get(entry) as Example);
  }
}
