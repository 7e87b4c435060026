import { NO_USAGE, type Usage } from '../messages';
import { Completions } from './completions';
import { copyFields, exposeFields, type FieldRecord } from './fields';
import type { Repair } from './repair';
import { sameValue } from './same-value';

const BRAND = Symbol.for('dspex.prediction');
const NO_REPAIRS: readonly Repair[] = Object.freeze([]);

/** What comes with the outputs of a prediction. */
export interface PredictionParts<Outputs = FieldRecord> {
  /**
   * All answers, when more than one was asked for; the outputs are those of the first.
   * @default the outputs alone
   */
  readonly completions?: readonly Readonly<Outputs>[];
  /**
   * What it cost.
   * @default nothing
   */
  readonly usage?: Usage;
  /**
   * What had to be put right in the reply's text before it could be read.
   * @default nothing
   */
  readonly repairs?: readonly Repair[];
}

/**
 * What a prediction can do, beside having its outputs as properties. A type, not an interface: only so is a prediction of
 * known outputs a prediction of any outputs to the compiler.
 */
export type PredictionMembers<Outputs = FieldRecord> = {
  /** All answers, the first of which this is. */
  readonly completions: Completions<Outputs>;
  /** What it cost: all model calls that were made for it. */
  readonly usage: Usage;
  /** What had to be put right in the reply's text before it could be read; empty for a clean reply. Frozen. */
  readonly repairs: readonly Repair[];
  /** The same prediction with another account of its cost. */
  withUsage(usage: Usage): Prediction<Outputs>;
  /** The value of an output, whatever its name; undefined if there is none. */
  get<Name extends keyof Outputs & string>(name: Name): Outputs[Name];
  get(name: string): unknown;
  /** Whether it has an output of that name. */
  has(name: string): boolean;
  /** The names of its outputs, in order. */
  keys(): string[];
  /** Whether the other has the same outputs. */
  equals(other: unknown): boolean;
  /** The outputs as a frozen plain object. */
  toJSON(): { [Name in keyof Outputs]: Outputs[Name] };
};

/**
 * What a program answers. Immutable.
 *
 * Its outputs are properties. An output whose name is also that of a member (`usage`, `keys`, …) is read by `get(name)`.
 */
export type Prediction<Outputs = FieldRecord> = PredictionMembers<Outputs> &
  Readonly<Omit<Outputs, keyof PredictionMembers>>;

/** Makes and recognises predictions. */
export interface PredictionFactory {
  /**
   * A prediction of these outputs.
   *
   * @param values the outputs by name; copied, not deeply.
   * @param parts what comes with them.
   */
  from<Outputs extends object>(values: Outputs, parts?: PredictionParts<Outputs>): Prediction<Outputs>;
  /** Whether the value is a prediction, from this or another copy of the library. */
  isInstance(value: unknown): value is Prediction;
}

class PredictionValue {
  readonly #values: Readonly<FieldRecord>;
  readonly #parts: PredictionParts;
  #completions: Completions | undefined;

  constructor(values: Readonly<FieldRecord>, parts: PredictionParts) {
    this.#values = values;
    this.#parts = parts;
    exposeFields(this, values);
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  get completions(): Completions {
    this.#completions ??= new Completions(this.#parts.completions ?? [this.#values]);
    return this.#completions;
  }

  get usage(): Usage {
    return this.#parts.usage ?? NO_USAGE;
  }

  get repairs(): readonly Repair[] {
    return this.#parts.repairs ?? NO_REPAIRS;
  }

  withUsage(usage: Usage): Prediction {
    return made(this.#values, { ...this.#parts, usage });
  }

  get(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  keys(): string[] {
    return Object.keys(this.#values);
  }

  equals(other: unknown): boolean {
    return Prediction.isInstance(other) && sameValue(this.#values, other.toJSON());
  }

  toJSON(): Readonly<FieldRecord> {
    return this.#values;
  }
}

const NOTHING: PredictionParts<never> = Object.freeze({});

/** Makes and recognises predictions. */
export const Prediction: PredictionFactory = Object.freeze({
  from: (values: object, parts: PredictionParts = NOTHING) =>
    made(copyFields(values), withFrozenRepairs(parts)) as never,
  isInstance: (value: unknown): value is Prediction =>
    typeof value === 'object' && value !== null && BRAND in value,
});

function made(values: Readonly<FieldRecord>, parts: PredictionParts): Prediction {
  return new PredictionValue(values, parts) as unknown as Prediction;
}

function withFrozenRepairs(parts: PredictionParts): PredictionParts {
  const { repairs } = parts;
  return repairs === undefined || Object.isFrozen(repairs)
    ? parts
    : { ...parts, repairs: Object.freeze([...repairs]) };
}

/** The value as a prediction, from this or another copy of the library; undefined if it is none. */
export function predictionOf(value: unknown): Prediction | undefined {
  return Prediction.isInstance(value) ? value : undefined;
}
