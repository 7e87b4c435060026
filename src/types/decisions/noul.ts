import { InvalidArgumentError } from '../../errors';
import { deepFreeze, isPlainObject } from '../../util';
import { ValueError } from '../value-error';
import {
  assertSettingNames,
  meaningsOf,
  optionsOf,
  type DecisionSettings,
  type DecisionType,
} from './decision-type';
import { probabilityIn } from './evidence';

const BRAND = Symbol.for('dspex.noul');

/**
 * Yes or no, out of a probability and a threshold that can be calibrated.
 *
 * Source: DSPy's `Noul`. `Noul.of({ true: 'somebody waits', false: 'nobody does' })` is the type of a field.
 */
export class Noul {
  /** What it comes to: whether the probability reaches the threshold. */
  readonly value: boolean;
  /** How probable yes is, 0 to 1. */
  readonly probability: number;
  /** How sure the model is of that, 0 to 1. */
  readonly confidence: number;
  /** The least probability that means yes. */
  readonly threshold: number;

  /** @internal Made by its type. */
  constructor(probability: number, confidence: number, threshold: number) {
    this.value = probability >= threshold;
    this.probability = probability;
    this.confidence = confidence;
    this.threshold = threshold;
    Object.freeze(this);
  }

  /**
   * The type of such a decision.
   *
   * @param meanings what yes and no mean, under `true` and `false`.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}.
   */
  static of(
    meanings: { readonly true?: string; readonly false?: string } = {},
    settings: DecisionSettings = {},
  ): DecisionType<Noul> {
    const where = 'Noul.of(meanings, settings)';
    assertSettingNames(settings, 'threshold', { where, labels: ['true', 'false'] });
    const { threshold = 0.5 } = settings;
    if (!(threshold >= 0 && threshold <= 1))
      throw new InvalidArgumentError(`${where} threshold`, { found: String(threshold), expected: '0 to 1.' });
    const said = meaningsOf(
      optionsOf({ true: meanings.true ?? '', false: meanings.false ?? '' }, settings.criteria),
    );
    return deepFreeze<DecisionType<Noul>>({
      name: 'Noul',
      decision: 'noul',
      options: ['true', 'false'],
      settings: { ...settings },
      notation: '{ probability: number, confidence: number }',
      description: `the probability, from 0 to 1, that it is true${said === '' ? '' : ` (${said})`}, and how sure you are of it`,
      jsonSchema: {
        type: 'object',
        properties: {
          probability: { type: 'number', minimum: 0, maximum: 1 },
          confidence: { type: 'number', minimum: 0, maximum: 1 },
        },
        required: ['probability', 'confidence'],
        additionalProperties: false,
      },
      is: Noul.is,
      toParts: (value) => JSON.stringify(value),
      toJson: (value) => value.toJSON(),
      fromJson: (json) => fromJson(json, threshold),
      withSettings: (other) => Noul.of(meanings, other),
    });
  }

  get [BRAND](): true {
    return true;
  }

  /** The boolean as text. An object is always truthy: test `value`. */
  toString(): string {
    return String(this.value);
  }

  /** The evidence. */
  toJSON(): { readonly probability: number; readonly confidence: number } {
    return { probability: this.probability, confidence: this.confidence };
  }

  /** Whether the value is such a decision, from this or another copy of the library. */
  static is(value: unknown): value is Noul {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** Evidence, or a boolean that is certain, such as the label of an example. */
function fromJson(json: unknown, threshold: number): Noul {
  if (typeof json === 'boolean') return new Noul(json ? 1 : 0, 1, threshold);
  if (!isPlainObject(json)) throw new ValueError('value', 'a probability with its confidence', json);
  const probability = probabilityIn(json['probability'], 'value.probability');
  return new Noul(probability, probabilityIn(json['confidence'] ?? 1, 'value.confidence'), threshold);
}
