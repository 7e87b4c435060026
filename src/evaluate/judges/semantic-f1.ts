import { Signature } from '../../decorators';
import { ChainOfThought, type CallOptions } from '../../modules';
import { Prediction, type Example } from '../../primitives';
import { harmonicMean, Judge, JUDGE_OPTIONS, shareOf, type JudgeOptions, type Verdict } from './judge';

/** How a {@link SemanticF1} judges. */
export interface SemanticF1Options extends JudgeOptions {
  /**
   * Whether the model first lists the ideas of both responses and what they share.
   * @default false
   */
  readonly decompositional?: boolean;
}

const plainSignature = () =>
  Signature.from(
    'question, groundTruth, systemResponse -> recall: number, precision: number',
    'Compare a response with one that is known to be right. Recall is the share of what the right response says that the other says ' +
      'too, in whatever words. Precision is the share of what the other response says that the right one bears out. Both are from 0 to 1; ' +
      'style and order do not matter.',
  );

const decomposedSignature = () =>
  Signature.from(
    'question, groundTruth, systemResponse -> groundTruthKeyIdeas: string[], systemResponseKeyIdeas: string[], discussion, recall: number, precision: number',
    'Compare a response with one that is known to be right. First list the separate ideas of each. Then discuss which of them the two ' +
      'share, in whatever words. Recall is the share of the right response’s ideas that the other has; precision is the share of the ' +
      'other’s ideas that the right one bears out. Both are from 0 to 1.',
  );

/** What {@link SemanticF1} is asked. */
export interface SemanticF1Inputs {
  readonly question: string;
  /** The response that is known to be right. */
  readonly groundTruth: string;
  /** The response to judge. */
  readonly systemResponse: string;
}

/**
 * A judge: how much of the right response a response says, and how much of what it says is right, as the harmonic mean of the two. One
 * call of a model.
 *
 * @remarks DSPy's `SemanticF1`, with prompts of our own. Its score is never taken for a success because it is an object; feedback
 * is what the model said.
 *
 * @example
 * ```ts
 * const judge = new SemanticF1({ lm: new LM('openai/gpt-5-mini') });
 * const { score } = await new Evaluate({ devset, metric: judge.metric }).call(program);
 * ```
 */
export class SemanticF1 extends Judge {
  /** The predictor that compares. */
  readonly compare:
    | ChainOfThought<ReturnType<typeof plainSignature>>
    | ChainOfThought<ReturnType<typeof decomposedSignature>>;
  readonly #decompositional: boolean;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: SemanticF1Options = {}) {
    super(options, [...JUDGE_OPTIONS, 'decompositional'], 'new SemanticF1(...)');
    const { lm, decompositional = false } = options;
    const own = lm === undefined ? {} : { lm };
    this.#decompositional = decompositional;
    this.compare = decompositional
      ? new ChainOfThought(decomposedSignature(), own)
      : new ChainOfThought(plainSignature(), own);
  }

  /** Judges one response. */
  async forward(inputs: SemanticF1Inputs, options?: CallOptions) {
    const outputs = await (this.compare as ChainOfThought<ReturnType<typeof plainSignature>>).call(
      inputs,
      options,
    );
    const [recall, precision] = [shareOf(outputs.recall), shareOf(outputs.precision)];
    return Prediction.from({
      ...outputs.toJSON(),
      recall,
      precision,
      score: harmonicMean(recall, precision),
    });
  }

  protected override async judge(example: Example, prediction: Prediction): Promise<Verdict> {
    const verdict = await (this as SemanticF1).call(this.textsOf(example, prediction));
    const { score, recall, precision, reasoning } = verdict as typeof verdict & {
      readonly reasoning?: string;
    };
    return { score, objectives: { recall, precision }, feedback: reasoning ?? '' };
  }

  protected override get traits(): Readonly<Record<string, unknown>> {
    return { ...super.traits, decompositional: this.#decompositional };
  }
}
