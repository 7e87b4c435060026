import type { CallOptions } from './call-options';
import { Module } from './module';
import type { ForwardInputs, ForwardResult, ModuleBase } from './module-base';
import { assertAttemptOptions, bestAttempt, type AttemptOptions } from './reason/attempts';
import { RUN } from './run-forward';

/** What a module takes. */
export type InputsOfModule<Program extends ModuleBase> = ForwardInputs<Program['forward']>;

/** What a module answers. */
export type ResultOfModule<Program extends ModuleBase> = ForwardResult<Program['forward']>;

/** How a module is asked several times; see {@link AttemptOptions}. */
export type BestOfNOptions<Program extends ModuleBase> = AttemptOptions<
  InputsOfModule<Program>,
  ResultOfModule<Program>
>;

/**
 * Asks a module several times, each time for a fresh sample, and gives the answer with the highest reward. It stops as soon
 * as a reward reaches the threshold.
 *
 * @remarks DSPy's `BestOfN`. Unlike there, `failCount` holds for each call anew, 0 means that no failure is borne, and
 * nothing to give is an error.
 *
 * @example
 * ```ts
 * const best = new BestOfN(new ChainOfThought('question -> answer'), {
 *   n: 3,
 *   rewardFn: (_, { answer }) => (answer.length < 20 ? 1 : 0),
 *   threshold: 1,
 * });
 * ```
 */
export class BestOfN<Program extends ModuleBase> extends Module {
  /** The module that is asked. */
  module: Program;
  /** How it is asked. */
  readonly options: BestOfNOptions<Program>;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(module: Program, options: BestOfNOptions<Program>) {
    super();
    assertAttemptOptions(options, 'new BestOfN(module, ...)');
    this.module = module;
    this.options = Object.freeze({ ...options });
  }

  async forward(inputs: InputsOfModule<Program>): Promise<ResultOfModule<Program>> {
    const run = (options: CallOptions): Promise<unknown> => this.module[RUN](inputs as object, options);
    return (await bestAttempt({
      options: this.options,
      inputs: inputs as object,
      run,
    })) as ResultOfModule<Program>;
  }
}
