import { InvalidArgumentError } from '../../errors';
import { deepFreeze } from '../../util';
import {
  assertOptions,
  assertSettingNames,
  meaningsOf,
  optionsOf,
  type DecisionSettings,
  type DecisionType,
  type GivenOptions,
} from './decision-type';
import { evidenceSchema, readEvidence, type Evidence } from './evidence';

const BRAND = Symbol.for('dspex.choice');

/**
 * One of several options, out of a probability for each and weights that can be calibrated.
 *
 * Source: DSPy's `Choice`. `Choice.of({ billing: 'about money', bug: 'something is broken' })` is the type of a field.
 */
export class Choice {
  /** The option whose weighted probability is highest; of equals the more probable one, then the first. */
  readonly value: string;
  /** By option, together 1, before the weights. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** How sure the model is of them, 0 to 1. */
  readonly confidence: number;

  /** @internal Made by its type. */
  constructor(
    { probabilities, confidence }: Evidence,
    labels: readonly string[],
    weights: Readonly<Record<string, number>>,
  ) {
    const raw = (label: string): number => probabilities[label] ?? 0;
    const weighted = (label: string): number =>
      raw(label) * (Object.hasOwn(weights, label) ? (weights[label] ?? 1) : 1);
    this.value = labels.reduce((best, label) => {
      const ahead = weighted(label) - weighted(best);
      return ahead > 0 || (ahead === 0 && raw(label) > raw(best)) ? label : best;
    });
    this.probabilities = Object.freeze({ ...probabilities });
    this.confidence = confidence;
    Object.freeze(this);
  }

  /**
   * The type of such a decision.
   *
   * @param choices names, or an object of what each means.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  static of(choices: GivenOptions, settings: DecisionSettings = {}): DecisionType<Choice> {
    const where = 'Choice.of(choices, settings)';
    const options = optionsOf(choices, settings.criteria);
    const labels = options.map(({ label }) => label);
    assertOptions(labels, where);
    assertSettingNames(settings, 'weights', { where, labels });
    const { weights = {} } = settings;
    if (!Object.values(weights).every((weight) => weight > 0 && Number.isFinite(weight)))
      throw new InvalidArgumentError(`${where} weights`, {
        found: JSON.stringify(weights),
        expected: 'numbers above 0.',
      });
    const said = meaningsOf(options);
    return deepFreeze<DecisionType<Choice>>({
      name: 'Choice',
      decision: 'choice',
      options: labels,
      settings: { ...settings },
      notation: `{ probabilities: { ${labels.map((label) => `${JSON.stringify(label)}: number`).join(', ')} }, confidence: number }`,
      description: `how probable each option is, together 1${said === '' ? '' : ` (${said})`}, and how sure you are of it, 0 to 1`,
      jsonSchema: evidenceSchema(labels),
      is: Choice.is,
      toParts: (value) => JSON.stringify(value),
      toJson: (value) => value.toJSON(),
      fromJson: (json) => new Choice(readEvidence(json, labels, 'value'), labels, weights),
      withSettings: (other) => Choice.of(choices, other),
    });
  }

  get [BRAND](): true {
    return true;
  }

  /** The option. */
  toString(): string {
    return this.value;
  }

  /** The evidence. */
  toJSON(): Evidence {
    return { probabilities: this.probabilities, confidence: this.confidence };
  }

  /** Whether the value is such a decision, from this or another copy of the library. */
  static is(value: unknown): value is Choice {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
