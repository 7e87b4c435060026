import { HashedEmbedder, type Embedder } from '../../lm';
import { embedAll, VectorIndex } from '../../retrievers';
import { canonicalJson } from '../../util';
import type { Demo } from '../any-predict';

/** A training example a program may show: what it is found by, and its demonstrations by path of the predictor. */
export interface NearestEntry {
  readonly text: string;
  readonly demos: Readonly<Record<string, Demo>>;
}

/** What a program chooses its demonstrations out of, call by call. */
export interface NearestDemosOptions {
  /** How many demonstrations each call is shown. */
  readonly k: number;
  readonly entries: readonly NearestEntry[];
  /**
   * Turns texts into vectors.
   * @default a HashedEmbedder
   */
  readonly embedder?: Embedder;
}

/** Training examples by their nearness to the inputs of a call. Immutable; the vectors are made at the first call. */
export class NearestDemos {
  readonly k: number;
  readonly entries: readonly NearestEntry[];
  readonly #embedder: Embedder;
  #index: Promise<VectorIndex> | undefined;

  constructor({ k, entries, embedder = new HashedEmbedder() }: NearestDemosOptions) {
    this.k = k;
    this.entries = Object.freeze([...entries]);
    this.#embedder = embedder;
  }

  /** The embedder's class, to find the like of it when the program is loaded. */
  get embedderName(): string {
    return this.#embedder.constructor.name;
  }

  /** Makes the vectors. */
  async prepare(signal?: AbortSignal): Promise<void> {
    const texts = this.entries.map(({ text }) => text);
    const made = embedAll(this.#embedder, texts, {
      batchSize: 200,
      ...(signal === undefined ? {} : { signal }),
    });
    this.#index = made.then((vectors) => VectorIndex.from(vectors));
    try {
      await this.#index;
    } catch (error) {
      // The next call is to try again.
      this.#index = undefined;
      throw error;
    }
  }

  /** The entries nearest to the inputs, the nearest last. */
  async find(inputs: object, signal?: AbortSignal): Promise<readonly NearestEntry[]> {
    if (this.#index === undefined) await this.prepare(signal);
    const index = await (this.#index as Promise<VectorIndex>);
    const [vector] = await this.#embedder.embed(
      [textOfInputs(inputs)],
      signal === undefined ? {} : { signal },
    );
    const found = index.nearest(vector ?? [], this.k).map(({ index: place }) => this.entries[place]);
    return found.filter((entry) => entry !== undefined).reverse();
  }
}

/** Inputs as one text, the same whatever the order of the fields. */
export function textOfInputs(inputs: object): string {
  const fields = Object.entries(inputs).sort(([left], [right]) => (left < right ? -1 : 1));
  return fields
    .map(([, value]) => (typeof value === 'string' ? value : canonicalJson(value ?? null)))
    .join('\n');
}
