import type { Prompt } from '../adapters';
import type { Prediction } from '../primitives';
import {
  type CheckSignature,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  type SignatureDescription,
} from '../signatures';
import type { RenderOptions } from './any-predict';
import type { CallOptions } from './call-options';
import { ModuleBase } from './module-base';
import { Predict, type PredictOptions } from './predict';
import { RUN, runInSpan } from './run-forward';

/** What a model that thinks first answers: its reasoning, then the outputs. */
export type ReasonedPredictionOf<S> = Prediction<{ reasoning: string } & OutputsOf<S>>;

/**
 * Lets the model write down its reasoning before the outputs of a signature.
 *
 * The reasoning is a first output of its own, `reasoning`. A signature that has such an output already stays as it is.
 *
 * @remarks DSPy's `ChainOfThought`; the path of its predictor is `predict`.
 *
 * @example
 * ```ts
 * const solve = new ChainOfThought('question -> answer: number');
 * const { reasoning, answer } = await solve.call({ question: 'What do ten eggs cost if six cost 3 euros?' });
 * ```
 */
export class ChainOfThought<const S = string> extends ModuleBase {
  /** The predictor of the signature with reasoning. */
  predict: Predict<S>;

  /**
   * @param signature a string such as `'question -> answer'`, a class with `@Signature`, or a signature.
   * @throws {@link SignatureError} for a signature that cannot be, or that has an input called `reasoning`.
   */
  constructor(signature: S & CheckSignature<S>, options?: PredictOptions) {
    super();
    const reasoned = withReasoning(ensureSignature(signature as object) as SignatureDescription);
    this.predict = new Predict<object>(reasoned, options) as unknown as Predict<S>;
  }

  /** @internal */
  override [RUN](inputs: object, options: CallOptions | undefined): Promise<unknown> {
    return this.forward(inputs as InputsOf<S>, options);
  }

  async forward(inputs: InputsOf<S>, options?: CallOptions): Promise<ReasonedPredictionOf<S>> {
    return (await runInSpan(this.predict, inputs as object, options)) as ReasonedPredictionOf<S>;
  }

  override render(inputs: InputsOf<S> & object, options?: RenderOptions): Prompt {
    return this.predict.render(inputs, options);
  }
}

/** As in DSPy, the default task goes on naming the author's outputs alone. */
function withReasoning(signature: SignatureDescription): SignatureDescription {
  if (signature.outputFields.some(({ name }) => name === 'reasoning')) return signature;
  const { instructions } = signature;
  return signature
    .prepend('reasoning', { role: 'output' })
    .withInstructions(instructions) as SignatureDescription;
}
