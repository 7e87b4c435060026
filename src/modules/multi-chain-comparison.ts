import { InvalidArgumentError } from '../errors';
import { Completions, Prediction } from '../primitives';
import {
  type CheckSignature,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  type SignatureDescription,
} from '../signatures';
import { toJson } from '../types';
import { assertKnownOptions, isPlainObject } from '../util';
import type { CallOptions } from './call-options';
import { Module } from './module';
import { ModuleUsageError } from './modules-errors';
import { Predict, type PredictOptions } from './predict';

/** How attempts are compared. */
export interface MultiChainComparisonOptions extends PredictOptions {
  /**
   * How many attempts each call brings.
   * @default 3
   */
  readonly m?: number;
  /**
   * Randomness of the comparison.
   * @default 0.7
   */
  readonly temperature?: number;
}

/** What the comparison takes: the inputs of the signature, and the attempts. */
export type ComparisonInputs<S> = InputsOf<S> & {
  /** Answers with a `reasoning` (or `rationale`) and the outputs: predictions, or the completions of one. */
  readonly completions: Completions | readonly object[];
};

/** What it answers: why, then the outputs. */
export type ComparedPredictionOf<S> = Prediction<{ rationale: string } & OutputsOf<S>>;

/**
 * Shows a model several attempts at the same question, with their reasoning, and lets it work out the answer from all of
 * them.
 *
 * @remarks DSPy's `MultiChainComparison`: the path of its predictor is `predict`. Unlike there, a reasoning is shown whole
 * and not only its first line.
 *
 * @example
 * ```ts
 * const { completions } = await think.call({ question }, { config: { n: 3, temperature: 0.8 } });
 * const { answer } = await new MultiChainComparison('question -> answer').call({ question, completions });
 * ```
 */
export class MultiChainComparison<const S = string> extends Module {
  /** The predictor that is shown the attempts. */
  predict: Predict<object>;
  /** How many attempts each call brings. */
  readonly m: number;

  /**
   * @param signature what was attempted.
   * @throws {@link SignatureError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(signature: S & CheckSignature<S>, options: MultiChainComparisonOptions = {}) {
    super();
    assertKnownOptions(
      options,
      ['m', 'temperature', 'demos', 'lm', 'config'],
      'new MultiChainComparison(signature, ...)',
    );
    const { m = 3, temperature = 0.7, config, ...rest } = options;
    if (!Number.isSafeInteger(m) || m < 1) {
      throw new InvalidArgumentError('new MultiChainComparison(signature, { m })', {
        found: String(m),
        expected: 'a whole number, at least 1.',
      });
    }
    this.m = m;
    const description = ensureSignature(signature as object) as SignatureDescription;
    this.predict = new Predict<object>(compared(description, m), {
      ...rest,
      config: { temperature, ...config },
    });
  }

  async forward(inputs: ComparisonInputs<S>, options?: CallOptions): Promise<ComparedPredictionOf<S>> {
    const { completions, ...asked } = inputs as { completions: unknown } & Record<string, unknown>;
    const attempts = attemptsIn(completions);
    if (attempts.length !== this.m) {
      throw new ModuleUsageError(
        'MultiChainComparison was called with another number of completions than it compares.',
        {
          found: String(attempts.length),
          expected: `${this.m}.`,
          fix: `new MultiChainComparison(signature, { m: ${attempts.length} })`,
        },
      );
    }
    const shown = attempts.map((attempt, index) => [
      nameOf(index),
      describeAttempt(this.predict.signature, attempt),
    ]);
    const { demos: _, timeout: __, signal: ___, ...call } = options ?? {};
    return (await this.predict.call(
      { ...asked, ...Object.fromEntries(shown) },
      call,
    )) as unknown as ComparedPredictionOf<S>;
  }
}

function compared(signature: SignatureDescription, m: number): SignatureDescription {
  let grown = signature;
  for (let index = 0; index < m; index++) {
    const desc = `attempt ${index + 1}, which may be wrong`;
    grown = grown.append(nameOf(index), { role: 'input', desc }) as unknown as SignatureDescription;
  }
  const desc = 'what the attempts have in common, where they differ, and what is right';
  return grown
    .prepend('rationale', { role: 'output', desc })
    .withInstructions(signature.instructions) as unknown as SignatureDescription;
}

/** DSPy's name for the input. */
function nameOf(index: number): string {
  return `reasoning_attempt_${index + 1}`;
}

function attemptsIn(completions: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list =
    completions instanceof Completions || Array.isArray(completions)
      ? [...(completions as Iterable<unknown>)]
      : undefined;
  const records = list?.map((item) => (Prediction.isInstance(item) ? item.toJSON() : item));
  if (records?.every(isPlainObject)) return records as Readonly<Record<string, unknown>>[];
  throw new ModuleUsageError('MultiChainComparison was called without completions.', {
    found: typeof completions,
    expected: 'the completions of a prediction, or a list of predictions.',
    fix: 'call({ question, completions: prediction.completions }).',
  });
}

function describeAttempt(
  signature: SignatureDescription,
  attempt: Readonly<Record<string, unknown>>,
): string {
  const reasoning = attempt['rationale'] ?? attempt['reasoning'];
  const field = signature.outputFields.at(-1);
  const value = field === undefined ? undefined : attempt[field.name];
  const answer =
    field === undefined || value === undefined ? 'none' : textOf(toJson(field.type, value, field.name));
  return typeof reasoning === 'string'
    ? `${reasoning.trim()}\nSo the answer is: ${answer}`
    : `The answer is: ${answer}`;
}

function textOf(json: unknown): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}
