import { DspyError, InvalidArgumentError } from '../errors';
import { linkSignals } from '../resilience';
import { Example, type ExampleMembers } from '../primitives';
import { assertKnownOptions, asyncPool } from '../util';
import type { CallOptions } from './call-options';
import type { ForwardInputs, ForwardResult, ModuleBase } from './module-base';
import { RUN } from './run-forward';

/** How many calls run, and how many may fail. */
export interface ParallelOptions {
  /**
   * Most calls at once.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How many calls may fail; one more ends the rest.
   * @default 10
   */
  readonly maxErrors?: number;
}

/** A module and what it is called with: inputs, or an example that knows them. */
export type ParallelPair<Program extends ModuleBase = ModuleBase> = readonly [
  module: Program,
  inputs: ForwardInputs<Program['forward']> | ExampleMembers<never, object>,
];

/** A call that failed. */
export interface ParallelFailure {
  /** Its place in the list. */
  readonly index: number;
  readonly error: unknown;
}

/** What became of all calls. */
export interface ParallelOutcome<Result = unknown> {
  /** In the order of the list; null where the call failed. */
  readonly results: readonly (Result | null)[];
  readonly failures: readonly ParallelFailure[];
}

/** More calls failed than may. */
export class TooManyFailuresError extends DspyError {
  static override readonly code = 'PARALLEL_TOO_MANY_FAILURES';

  /**
   * @param failures all there were.
   * @param maxErrors how many were allowed.
   */
  constructor(
    readonly failures: readonly ParallelFailure[],
    maxErrors: number,
  ) {
    super({
      problem: `${failures.length} calls failed; ${maxErrors} may.`,
      fix: 'mend what fails, or raise maxErrors.',
      cause: failures.at(-1)?.error,
    });
  }
}

/**
 * Calls different modules with different inputs, a few at a time. `module.batch` does it for one module.
 *
 * @remarks DSPy's `Parallel`. Unlike there, nothing is kept between calls, and failures name their place.
 *
 * @example
 * ```ts
 * const { results, failures } = await new Parallel({ concurrency: 4 }).call([[classify, { text }], [summarize, { text }]]);
 * ```
 */
export class Parallel {
  readonly #options: ParallelOptions;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: ParallelOptions = {}) {
    assertKnownOptions(options, ['concurrency', 'maxErrors'], 'new Parallel(...)');
    const { concurrency = 8, maxErrors = 10 } = options;
    if (!Number.isSafeInteger(concurrency) || concurrency < 1) throw unfit('concurrency', concurrency);
    if (!(maxErrors >= 0)) throw unfit('maxErrors', maxErrors);
    this.#options = { ...options };
  }

  /**
   * Makes the calls.
   *
   * @param options what surrounds each call.
   * @throws {@link TooManyFailuresError}; the signal's reason when aborted.
   */
  async call<Program extends ModuleBase>(
    pairs: readonly ParallelPair<Program>[],
    options: CallOptions = {},
  ): Promise<ParallelOutcome<ForwardResult<Program['forward']>>> {
    const { concurrency = 8, maxErrors = 10 } = this.#options;
    const failures: ParallelFailure[] = [];
    const linked = linkSignals(options.signal);
    const work = async ([module, inputs]: ParallelPair<Program>, index: number): Promise<unknown> => {
      try {
        return await module[RUN](Example.isInstance(inputs) ? inputs.inputs() : (inputs as object), {
          ...options,
          signal: linked.signal,
        });
      } catch (error) {
        linked.signal.throwIfAborted();
        failures.push({ index, error });
        if (failures.length <= maxErrors) return null;
        linked.abort(new TooManyFailuresError([...failures], maxErrors));
        throw linked.signal.reason;
      }
    };
    try {
      const results = await asyncPool({ concurrency, signal: linked.signal }, pairs, work);
      return { results: results as (ForwardResult<Program['forward']> | null)[], failures };
    } finally {
      linked.dispose();
    }
  }
}

function unfit(option: string, found: unknown): InvalidArgumentError {
  return new InvalidArgumentError(`new Parallel({ ${option} })`, {
    found: String(found),
    expected: 'a whole number: concurrency at least 1, maxErrors at least 0.',
  });
}
