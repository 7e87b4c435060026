import { InvalidArgumentError } from '../errors';
import { Prediction } from '../primitives';
import type { MetadataFilter, Passage, Retriever } from '../retrievers';
import { assertKnownOptions } from '../util';
import type { CallOptions } from './call-options';
import { currentCallScope } from './call-scope';
import { OWN_STATE, type OwnState } from './graph/own-state';
import { Module } from './module';

/** What a {@link Retrieve} asks. */
export interface RetrieveModuleOptions {
  /** Finds the passages. Not saved with the program: give it again when the program is made. */
  readonly retriever: Retriever;
  /**
   * How many passages a call gives, at most. Saved with the program.
   * @default 3
   */
  readonly k?: number;
  /**
   * Which passages may be found by every call.
   * @default all
   */
  readonly filter?: MetadataFilter;
}

/** What a {@link Retrieve} takes. */
export interface RetrieveInputs {
  /** What is looked for. */
  readonly query: string;
  /**
   * How many passages this call gives, at most.
   * @default the module's `k`
   */
  readonly k?: number;
  /**
   * Which passages this call may find, among those that the module may.
   * @default no others
   */
  readonly filter?: MetadataFilter;
}

/** What a {@link Retrieve} answers. */
export type RetrieveOutputs = {
  /** The texts, best first: ready to be an input `context: list[str]`. */
  readonly passages: readonly string[];
  /** The same with ids, scores and metadata. */
  readonly sources: readonly Passage[];
};

/**
 * Looks passages up: a retriever as a part of a program.
 *
 * @remarks DSPy's `Retrieve`, but for the retriever, which is given here and not in the settings; and programs with it can be
 * saved.
 *
 * @example
 * ```ts
 * class Rag extends Module {
 *   readonly retrieve = new Retrieve({ retriever, k: 3 });
 *   readonly answer = new ChainOfThought('context: list[str], question -> answer');
 *
 *   async forward({ question }: { question: string }) {
 *     const { passages } = await this.retrieve.call({ query: question });
 *     return this.answer.call({ context: [...passages], question });
 *   }
 * }
 * ```
 */
export class Retrieve extends Module {
  /** Finds the passages. */
  retriever: Retriever;
  /** How many passages a call gives, at most. */
  k: number;
  /** Which passages may be found by every call; undefined for all. */
  filter: MetadataFilter | undefined;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: RetrieveModuleOptions) {
    super();
    assertKnownOptions(options, ['retriever', 'k', 'filter'], 'new Retrieve(...)');
    const { retriever, k = 3, filter } = options;
    if (typeof retriever !== 'object' || retriever === null || !('retrieve' in retriever)) {
      throw new InvalidArgumentError('new Retrieve({ retriever })', {
        found: typeof retriever,
        expected: 'a retriever.',
        fix: 'new Retrieve({ retriever: new BM25Retriever({ corpus }) }).',
      });
    }
    if (!isCount(k)) {
      throw new InvalidArgumentError('new Retrieve({ k })', {
        found: String(k),
        expected: 'a whole number of at least 1.',
      });
    }
    this.retriever = retriever;
    this.k = k;
    this.filter = filter;
  }

  /** What is saved with a program: DSPy's `k`. */
  get [OWN_STATE](): OwnState {
    return {
      dump: () => ({ k: this.k }),
      read: ({ k }, refuse) => {
        if (!isCount(k)) refuse('k', 'a whole number of at least 1');
        return () => {
          this.k = k as number;
        };
      },
    };
  }

  async forward(inputs: RetrieveInputs, options?: CallOptions): Promise<Prediction<RetrieveOutputs>> {
    const { query, k = this.k, filter } = inputs;
    assertKnownOptions(inputs, ['query', 'k', 'filter'], 'Retrieve.call(inputs)');
    const filters = [this.filter, filter].filter((each) => each !== undefined);
    const signal = currentCallScope()?.signal ?? options?.signal;
    const sources = await this.retriever.retrieve(query, {
      k,
      ...(filters.length === 0 ? {} : { filter: filters.length === 1 ? filters[0] : { $and: filters } }),
      ...(signal === undefined ? {} : { signal }),
    });
    return Prediction.from({ passages: sources.map(({ text }) => text), sources });
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
