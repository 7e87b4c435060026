import { Signature } from '../../decorators';
import { ChainOfThought, type CallOptions } from '../../modules';
import { Prediction, type Example } from '../../primitives';
import {
  harmonicMean,
  Judge,
  JUDGE_OPTIONS,
  shareOf,
  textIn,
  type JudgeOptions,
  type Verdict,
} from './judge';

/** How a {@link CompleteAndGrounded} judges. */
export interface CompleteAndGroundedOptions extends JudgeOptions {
  /**
   * The field of predictions that holds what was retrieved: a text or a list of texts.
   * @default 'context'
   */
  readonly context?: string;
}

const completenessSignature = () =>
  Signature.from(
    'question, groundTruth, systemResponse -> groundTruthKeyIdeas: string[], systemResponseKeyIdeas: string[], discussion, completeness: number',
    'Find out how complete a response is. List the separate ideas of the response that is known to be right and of the other, discuss which ' +
      'of the former the latter covers, in whatever words, and give their share: completeness, from 0 to 1.',
  );

const groundednessSignature = () =>
  Signature.from(
    'question, retrievedContext, systemResponse -> systemResponseClaims: string[], discussion, groundedness: number',
    'Find out how far a response rests on the passages that were retrieved. List what it claims, leaving out what every reader knows ' +
      'anyway, discuss which claims the passages bear out, and give their share: groundedness, from 0 to 1.',
  );

/** What {@link CompleteAndGrounded} is asked. */
export interface CompleteAndGroundedInputs {
  readonly question: string;
  /** The response that is known to be right. */
  readonly groundTruth: string;
  /** The response to judge. */
  readonly systemResponse: string;
  /** What the response was made of. */
  readonly retrievedContext: string;
}

/**
 * A judge of answers that were made of retrieved passages: how complete they are beside the right response, and how well the passages
 * bear them out, as the harmonic mean of the two. Two calls of a model, at once.
 *
 * @remarks DSPy's `CompleteAndGrounded`, with prompts of our own.
 */
export class CompleteAndGrounded extends Judge {
  /** Judges completeness. */
  readonly complete: ChainOfThought<ReturnType<typeof completenessSignature>>;
  /** Judges groundedness. */
  readonly grounded: ChainOfThought<ReturnType<typeof groundednessSignature>>;
  readonly #context: string;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: CompleteAndGroundedOptions = {}) {
    super(options, [...JUDGE_OPTIONS, 'context'], 'new CompleteAndGrounded(...)');
    const { lm, context = 'context' } = options;
    const own = lm === undefined ? {} : { lm };
    this.#context = context;
    this.complete = new ChainOfThought(completenessSignature(), own);
    this.grounded = new ChainOfThought(groundednessSignature(), own);
  }

  /** Judges one response. */
  async forward(inputs: CompleteAndGroundedInputs, options?: CallOptions) {
    const { question, groundTruth, systemResponse, retrievedContext } = inputs;
    const [complete, grounded] = await Promise.all([
      this.complete.call({ question, groundTruth, systemResponse }, options),
      this.grounded.call({ question, retrievedContext, systemResponse }, options),
    ]);
    const [completeness, groundedness] = [shareOf(complete.completeness), shareOf(grounded.groundedness)];
    const discussion = `Completeness: ${complete.discussion}\nGroundedness: ${grounded.discussion}`;
    return Prediction.from({
      completeness,
      groundedness,
      discussion,
      score: harmonicMean(completeness, groundedness),
    });
  }

  protected override async judge(example: Example, prediction: Prediction): Promise<Verdict> {
    const retrievedContext = textIn(prediction, this.#context, 'prediction');
    const verdict = await (this as CompleteAndGrounded).call({
      ...this.textsOf(example, prediction),
      retrievedContext,
    });
    const { score, completeness, groundedness, discussion } = verdict;
    return { score, objectives: { completeness, groundedness }, feedback: discussion };
  }

  protected override get traits(): Readonly<Record<string, unknown>> {
    return { ...super.traits, context: this.#context };
  }
}
