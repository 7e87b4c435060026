import { InvalidArgumentError } from '../../errors';
import { Module } from '../../modules';
import { Prediction } from '../../primitives';
import { assertKnownOptions } from '../../util';
import { assertCount } from '../check-options';
import { EnsembleProgram, type ReduceFunction } from './ensemble-program';

/** How an {@link Ensemble} works. */
export interface EnsembleOptions {
  /**
   * Makes one answer of many, in the order of the programs. A plain object or a prediction becomes the answer.
   * @default all answers, as the output `outputs`
   */
  readonly reduceFn?: ReduceFunction;
  /**
   * How many of the programs each call asks.
   * @default all
   */
  readonly size?: number;
  /**
   * Whether the same inputs ask the same programs. Otherwise each call draws anew.
   * @default true
   */
  readonly deterministic?: boolean;
  /**
   * Decides on the draw.
   * @default 0
   */
  readonly seed?: number;
}

/**
 * Makes one program of several: each call asks all of them side by side, or some, and a function makes one answer of theirs.
 *
 * @remarks DSPy's `Ensemble`, with a seeded draw. A program that fails is left out, unless all fail.
 *
 * @example
 * ```ts
 * const ensemble = new Ensemble({ reduceFn: majorityOf('team') }).compile([one, another, third]);
 * ```
 */
export class Ensemble {
  readonly #options: EnsembleOptions;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: EnsembleOptions = {}) {
    assertKnownOptions(options, ['reduceFn', 'size', 'deterministic', 'seed'], 'new Ensemble(...)');
    if (options.size !== undefined) assertCount(options.size, 'new Ensemble({ size })', 1);
    this.#options = Object.freeze({ ...options });
  }

  /**
   * One program of several. They are copied, so that nothing that happens to them later matters.
   *
   * @throws {@link InvalidArgumentError} where there is no program.
   */
  compile(programs: readonly Module[]): EnsembleProgram {
    if (programs.length === 0 || programs.some((program) => !(program instanceof Module))) {
      throw new InvalidArgumentError('ensemble.compile(programs)', {
        found: programs.length === 0 ? 'no programs' : 'something that is no module',
        expected: 'at least one module.',
      });
    }
    const { reduceFn, size, deterministic = true, seed = 0 } = this.#options;
    return new EnsembleProgram(
      programs.map((program) => program.deepCopy()),
      { reduceFn, size: Math.min(size ?? programs.length, programs.length), deterministic, seed },
    );
  }
}

/**
 * Votes by one output: the answer whose value of it occurs most often, of equals the first.
 *
 * @param name the output to vote by.
 */
export function majorityOf(name: string): ReduceFunction {
  return (predictions) => {
    const votes = new Map<string, { count: number; readonly answer: Prediction }>();
    for (const answer of predictions) {
      const value: unknown = answer.toJSON()[name];
      const key =
        typeof value === 'string' ? value.normalize('NFC').trim().toLowerCase() : JSON.stringify(value);
      const vote = votes.get(key ?? '');
      if (vote === undefined) votes.set(key ?? '', { count: 1, answer });
      else vote.count++;
    }
    let best: { readonly count: number; readonly answer: Prediction } | undefined;
    for (const vote of votes.values()) if (best === undefined || vote.count > best.count) best = vote;
    return best?.answer ?? Prediction.from({});
  };
}
