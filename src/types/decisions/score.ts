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

const BRAND = Symbol.for('dspex.score');

/**
 * A place on a scale of levels, out of a probability for each and cuts that can be calibrated.
 *
 * Source: DSPy's `Score`. `Score.of(['poor', 'fair', 'good'])` is the type of a field.
 */
export class Score {
  /** The mean of the levels, counted from 0, by their probabilities. */
  readonly value: number;
  /** The level that the cuts put it in. */
  readonly level: string;
  /** By level, together 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** How sure the model is of them, 0 to 1. */
  readonly confidence: number;

  /** @internal Made by its type. */
  constructor({ probabilities, confidence }: Evidence, levels: readonly string[], cuts: readonly number[]) {
    this.value = levels.reduce((sum, level, at) => sum + at * (probabilities[level] ?? 0), 0);
    this.level = levels[cuts.filter((cut) => this.value >= cut).length] ?? '';
    this.probabilities = Object.freeze({ ...probabilities });
    this.confidence = confidence;
    Object.freeze(this);
  }

  /**
   * The type of such a decision.
   *
   * @param levels from the lowest to the highest: names, or an object of what each means.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  static of(levels: GivenOptions, settings: DecisionSettings = {}): DecisionType<Score> {
    const where = 'Score.of(levels, settings)';
    const options = optionsOf(levels, settings.criteria);
    const labels = options.map(({ label }) => label);
    assertOptions(labels, where);
    assertSettingNames(settings, 'cuts', { where, labels });
    const cuts = settings.cuts ?? labels.slice(1).map((_, at) => at + 0.5);
    assertCuts(cuts, labels.length - 1, where);
    const said = meaningsOf(options);
    return deepFreeze<DecisionType<Score>>({
      name: 'Score',
      decision: 'score',
      options: labels,
      settings: { ...settings },
      notation: `{ probabilities: { ${labels.map((label) => `${JSON.stringify(label)}: number`).join(', ')} }, confidence: number }`,
      description: `how probable each level is, together 1, from the lowest to the highest${said === '' ? '' : ` (${said})`}, and how sure you are of it, 0 to 1`,
      jsonSchema: evidenceSchema(labels),
      is: Score.is,
      toParts: (value) => JSON.stringify(value),
      toJson: (value) => value.toJSON(),
      fromJson: (json) => new Score(readEvidence(json, labels, 'value'), labels, cuts),
      withSettings: (other) => Score.of(levels, other),
    });
  }

  get [BRAND](): true {
    return true;
  }

  /** The level. */
  toString(): string {
    return this.level;
  }

  /** The evidence. */
  toJSON(): Evidence {
    return { probabilities: this.probabilities, confidence: this.confidence };
  }

  /** Whether the value is such a decision, from this or another copy of the library. */
  static is(value: unknown): value is Score {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

function assertCuts(cuts: readonly number[], count: number, where: string): void {
  const isRising = cuts.every(
    (cut, at) => Number.isFinite(cut) && (at === 0 || cut >= (cuts[at - 1] ?? cut)),
  );
  if (cuts.length === count && isRising) return;
  throw new InvalidArgumentError(`${where} cuts`, {
    found: JSON.stringify(cuts),
    expected: `${count} rising numbers, one between each two levels.`,
  });
}
