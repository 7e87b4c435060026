import { NO_USAGE, type Usage } from '../messages';
import { Completions } from './completions';
import { copyFields, exposeFields, type FieldRecord } from './fields';
import { freezeReport, NO_REPORT, type PredictionReport } from './prediction-report';
import type { Repair } from './repair';
import { sameValue } from './same-value';

const BRAND = Symbol.for('dspex.prediction');
const REPORT = Symbol.for('dspex.prediction.report');
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
  /**
   * How it came about.
   * @default no model was asked
   */
  readonly report?: PredictionReport;
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
 * The report of how it came about is in `route`, `corrections` and `fallbacks`; where an output has one of these names the
 * property is the output, and {@link reportOf} gives the report.
 */
export type Prediction<Outputs = FieldRecord> = PredictionMembers<Outputs> &
  ReportMembers<Outputs> &
  Readonly<Omit<Outputs, keyof PredictionMembers>>;

/** `route`, `corrections` and `fallbacks`, where the signature has no outputs of these names. */
export type ReportMembers<Outputs> = string extends keyof Outputs
  ? unknown
  : Readonly<Omit<PredictionReport, keyof Outputs>>;

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
    exposeReport(this, values);
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

  get [REPORT](): PredictionReport {
    return this.#parts.report ?? NO_REPORT;
  }

  get route(): unknown {
    return this[REPORT].route;
  }

  get corrections(): unknown {
    return this[REPORT].corrections;
  }

  get fallbacks(): unknown {
    return this[REPORT].fallbacks;
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

/** Outputs win over the parts of the report: such names are too good to be taken from users. */
function exposeReport(target: object, values: Readonly<FieldRecord>): void {
  for (const name of ['route', 'corrections', 'fallbacks']) {
    if (Object.hasOwn(values, name))
      Object.defineProperty(target, name, { value: values[name], enumerable: true });
  }
}

/** How a prediction came about, whatever its outputs are called; from this or another copy of the library. */
export function reportOf(prediction: object): PredictionReport {
  return (prediction as { readonly [REPORT]?: PredictionReport })[REPORT] ?? NO_REPORT;
}

const NOTHING: PredictionParts<never> = Object.freeze({});

/** Makes and recognises predictions. */
export const Prediction: PredictionFactory = Object.freeze({
  from: (values: object, parts: PredictionParts = NOTHING) =>
    made(copyFields(values), frozenParts(parts)) as never,
  isInstance: (value: unknown): value is Prediction =>
    typeof value === 'object' && value !== null && BRAND in value,
});

function made(values: Readonly<FieldRecord>, parts: PredictionParts): Prediction {
  return new PredictionValue(values, parts) as unknown as Prediction;
}

function frozenParts(parts: PredictionParts): PredictionParts {
  const { repairs = NO_REPAIRS, report = NO_REPORT } = parts;
  if (Object.isFrozen(repairs) && Object.isFrozen(report)) return parts;
  return { ...parts, repairs: Object.freeze([...repairs]), report: freezeReport(report) };
}

/** The value as a prediction, from this or another copy of the library; undefined if it is none. */
export function predictionOf(value: unknown): Prediction | undefined {
  return Prediction.isInstance(value) ? value : undefined;
}
