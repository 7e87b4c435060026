import { currentTrace } from '../primitives';
import type { CallOptions } from './call-options';
import type { BestOfNOptions, InputsOfModule, ResultOfModule } from './best-of-n';
import { ChainOfThought } from './chain-of-thought';
import { Module } from './module';
import type { ModuleBase } from './module-base';
import { type Advice, adviceInputs, adviceSignature, readAdvice } from './reason/advice';
import { assertAttemptOptions, type Attempt, bestAttempt } from './reason/attempts';
import { withHints } from './reason/hints';
import { RUN } from './run-forward';

/**
 * Asks a module several times; after an answer whose reward is below the threshold, a model looks at what each predictor did
 * and writes advice for each, which the next attempt is shown. Gives the answer with the highest reward.
 *
 * The advice goes into a further input, `hint_`, of the predictors it is for. What it is written by is the sub-module
 * `advisor`: frozen, so that optimizers leave it alone until it is unfrozen. A failure of the advisor counts as one of the attempt.
 *
 * @remarks DSPy's `Refine`. Unlike there, the source text of the program is not needed, predictors that share a signature
 * get advice of their own, and `failCount` holds for each call anew.
 */
export class Refine<Program extends ModuleBase> extends Module {
  /** The module that is asked. */
  module: Program;
  /** Writes the advice. */
  advisor: ChainOfThought<ReturnType<typeof adviceSignature>>;
  /** How it is asked. */
  readonly options: BestOfNOptions<Program>;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(module: Program, options: BestOfNOptions<Program>) {
    super();
    assertAttemptOptions(options, 'new Refine(module, ...)');
    this.module = module;
    this.options = Object.freeze({ ...options });
    this.advisor = new ChainOfThought(adviceSignature()).freeze();
  }

  async forward(inputs: InputsOfModule<Program>): Promise<ResultOfModule<Program>> {
    const { module, options } = this;
    let advice: Advice = {};
    const run = (call: CallOptions): Promise<unknown> =>
      withHints(module, advice, (hinted) => hinted[RUN](inputs as object, call));
    const learn = async (attempt: Attempt): Promise<void> => {
      const asked = adviceInputs(module, {
        ...attempt,
        inputs: inputs as object,
        threshold: options.threshold,
      });
      // Advice is no step of the program, unless the advisor is to be optimized as one.
      const trace = this.advisor.isFrozen ? undefined : currentTrace.get();
      const told = await currentTrace.run(trace, () => this.advisor.call(asked));
      advice = readAdvice(module, told.advice);
    };
    return (await bestAttempt({ options, inputs: inputs as object, run, learn })) as ResultOfModule<Program>;
  }
}
