import { InvalidArgumentError } from '../../errors';
import type { LanguageModel } from '../../lm';
import { Module } from '../../modules';
import { Prediction, type Example, type TraceStep } from '../../primitives';
import { assertKnownOptions, canonicalJson, sha256 } from '../../util';
import type { MetricResult } from '../metric';
import { learnedText, lmIdentity } from '../store/identity';

/** What all judges are made with. */
export interface JudgeOptions {
  /**
   * The model that judges.
   * @default the one in force
   */
  readonly lm?: LanguageModel;
  /**
   * The least score that counts as good while an optimizer looks for demonstrations, 0 to 1.
   * @default 0.66
   */
  readonly threshold?: number;
  /**
   * The field of examples and inputs that holds the question.
   * @default 'question'
   */
  readonly question?: string;
  /**
   * The field that holds the right response in examples and the given one in predictions.
   * @default 'response'
   */
  readonly response?: string;
}

/** The names of all {@link JudgeOptions}. */
export const JUDGE_OPTIONS: readonly (keyof JudgeOptions)[] = ['lm', 'threshold', 'question', 'response'];

/** A metric that has a model judge. Whatever decides on its scores is in `version`, so that kept scores of another are not taken for its own. */
export interface JudgedMetric {
  (example: Example, prediction: Prediction, trace?: readonly TraceStep[]): Promise<MetricResult>;
  /** Names what it measures by. */
  readonly version: string;
}

/** A verdict: a score, two parts of it, and what the model said. */
export interface Verdict {
  readonly score: number;
  readonly objectives: Readonly<Record<string, number>>;
  readonly feedback: string;
}

/** A program that judges answers; its predictors can be compiled like any other's. */
export abstract class Judge extends Module {
  readonly #settings: Required<Pick<JudgeOptions, 'threshold' | 'question' | 'response'>>;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: JudgeOptions, known: readonly string[], where: string) {
    super();
    assertKnownOptions(options, known as never, where);
    const { threshold = 0.66, question = 'question', response = 'response' } = options;
    if (!(threshold >= 0 && threshold <= 1))
      throw new InvalidArgumentError(`${where} threshold`, { found: String(threshold), expected: '0 to 1.' });
    this.#settings = Object.freeze({ threshold, question, response });
  }

  /** Judges one answer. */
  protected abstract judge(example: Example, prediction: Prediction): Promise<Verdict>;

  /** What decides on scores beside the predictors. */
  protected get traits(): Readonly<Record<string, unknown>> {
    return this.#settings;
  }

  /**
   * The metric, for `Evaluate` and optimizers: a score with feedback, or, where demonstrations are looked for, whether it reaches the
   * threshold. The model's cost is in the rows' `metricUsage`.
   */
  get metric(): JudgedMetric {
    const { threshold } = this.#settings;
    const metric = async (
      example: Example,
      prediction: Prediction,
      trace?: readonly TraceStep[],
    ): Promise<MetricResult> => {
      const verdict = await this.judge(example, prediction);
      return trace === undefined ? verdict : { ...verdict, score: verdict.score >= threshold };
    };
    return Object.defineProperty(metric, 'version', { get: () => this.#version }) as unknown as JudgedMetric;
  }

  get #version(): string {
    const models = this.predictors().map(({ lm }) => lmIdentity(lm));
    const parts = { judge: this.constructor.name, state: learnedText(this), models, traits: this.traits };
    return sha256(canonicalJson(parts)).slice(0, 16);
  }

  /** The texts that every judge looks at. */
  protected textsOf(example: Example, prediction: Prediction) {
    const { question, response } = this.#settings;
    return {
      question: textIn(example, question, 'example'),
      groundTruth: textIn(example, response, 'example'),
      systemResponse: textIn(prediction, response, 'prediction'),
    };
  }
}

/** A field as text. */
export function textIn(record: Example | Prediction, field: string, what: 'example' | 'prediction'): string {
  if (!record.has(field)) {
    throw new InvalidArgumentError('The judge', {
      found: `a ${what} with ${record.keys().join(', ')}`,
      expected: `a field "${field}".`,
      fix: 'name the fields in the options of the judge.',
    });
  }
  const value = record.get(field);
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join('\n\n')
    : JSON.stringify(value);
}

/** The harmonic mean of two shares, both first cut to 0 to 1; 0 where both are. */
export function harmonicMean(one: number, other: number): number {
  const [first, second] = [shareOf(one), shareOf(other)];
  return first + second === 0 ? 0 : (2 * first * second) / (first + second);
}

/** A number as a share, 0 to 1. */
export function shareOf(value: number): number {
  return Math.min(1, Math.max(0, value));
}
