import { InvalidArgumentError } from '../errors';
import { nearestOf } from '../util';
import { copyFields, exposeFields, type FieldRecord, setField } from './fields';
import { ExampleFieldError, ExampleInputsError } from './primitives-errors';
import { sameValue } from './same-value';

const BRAND = Symbol.for('dspex.example');

/**
 * What an example can do, beside having its fields as properties. A type, not an interface: only so is an example of
 * known fields an example of any fields to the compiler.
 */
export type ExampleMembers<Fields extends object = FieldRecord, Inputs extends object = Partial<Fields>> = {
  /** The names of the input fields; undefined until {@link withInputs} said them. */
  readonly inputKeys: readonly string[] | undefined;

  /**
   * The same example with these fields as its inputs.
   *
   * @throws {@link ExampleFieldError} for a field it does not have.
   */
  withInputs<Name extends keyof Fields & string>(...names: Name[]): Example<Fields, Pick<Fields, Name>>;

  /**
   * The input fields, as a frozen plain object to call a program with.
   *
   * @throws {@link ExampleInputsError} when nobody said which they are.
   */
  inputs(): Inputs;

  /**
   * The other fields: what would be right.
   *
   * @throws {@link ExampleInputsError} when nobody said which the inputs are.
   */
  labels(): Partial<Fields> & Omit<Fields, keyof Inputs>;

  /**
   * A copy without some fields.
   *
   * @throws {@link ExampleFieldError} for a field it does not have.
   */
  without<Name extends keyof Fields & string>(
    ...names: Name[]
  ): Example<Omit<Fields, Name>, Omit<Inputs, Name>>;

  /** A copy with some fields added or replaced. The inputs stay the same; what is added is a label. */
  with<More extends object>(record: More): Example<Omit<Fields, keyof More> & More, Inputs>;

  /** A copy, with some fields replaced if a record is given. */
  copy(record?: Partial<Fields>): Example<Fields, Inputs>;

  /** The value of a field, whatever its name; undefined if there is none. */
  get<Name extends keyof Fields & string>(name: Name): Fields[Name];
  get(name: string): unknown;

  /** Whether it has a field of that name. */
  has(name: string): boolean;

  /** The names of its fields, in order. */
  keys(): string[];

  /** Whether the other holds the same data. Which fields are inputs does not matter. */
  equals(other: unknown): boolean;

  /** The fields as a frozen plain object. */
  toJSON(): { [Name in keyof Fields]: Fields[Name] };
};

/**
 * A row of data: what is asked, and what would be right. Immutable.
 *
 * Its fields are properties. A field whose name is also that of a method (`keys`, `copy`, …) is read by `get(name)`.
 *
 * @remarks Unlike DSPy's, copies keep their input fields, `inputs()` gives a plain object, and naming an input that is
 * not there is an error.
 *
 * @example
 * ```ts
 * const example = Example.from({ ticket: 'Charged twice', team: 'billing' }).withInputs('ticket');
 * example.inputs(); // { ticket: 'Charged twice' }
 * example.labels(); // { team: 'billing' }
 * ```
 */
export type Example<
  Fields extends object = FieldRecord,
  Inputs extends object = Partial<Fields>,
> = ExampleMembers<Fields, Inputs> & Readonly<Omit<Fields, keyof ExampleMembers>>;

/** Makes and recognises examples. */
export interface ExampleFactory {
  /**
   * An example of a record's own properties, which are copied, not deeply. An example may be given too; a prediction
   * gives an example of its outputs.
   *
   * @throws {@link InvalidArgumentError} for what is no object.
   */
  from<Fields extends object, Inputs extends object>(
    example: ExampleMembers<Fields, Inputs>,
  ): Example<Fields, Inputs>;
  from<Outputs extends object>(prediction: HoldsOutputs<Outputs>): Example<Outputs>;
  from<Fields extends object>(record: Fields): Example<Fields>;
  /** Whether the value is an example, from this or another copy of the library. */
  isInstance(value: unknown): value is Example;
}

/** A prediction, as far as it matters here. */
interface HoldsOutputs<Outputs extends object> {
  readonly completions: object;
  readonly usage: object;
  toJSON(): Outputs;
}

class ExampleValue {
  readonly #fields: Readonly<FieldRecord>;
  readonly #inputs: ReadonlySet<string> | undefined;

  constructor(fields: Readonly<FieldRecord>, inputs?: ReadonlySet<string>) {
    this.#fields = fields;
    this.#inputs = inputs;
    exposeFields(this, fields);
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  get inputKeys(): readonly string[] | undefined {
    return this.#inputs === undefined ? undefined : [...this.#inputs];
  }

  withInputs(...names: string[]): Example {
    this.#assertFields('withInputs', names);
    return made(this.#fields, new Set(names));
  }

  inputs(): Readonly<FieldRecord> {
    const inputs = this.#knownInputs('inputs');
    return copyFields(this.#fields, (name) => inputs.has(name));
  }

  labels(): Readonly<FieldRecord> {
    const inputs = this.#knownInputs('labels');
    return copyFields(this.#fields, (name) => !inputs.has(name));
  }

  without(...names: string[]): Example {
    this.#assertFields('without', names);
    const gone = new Set(names);
    const inputs = this.#inputs && new Set([...this.#inputs].filter((name) => !gone.has(name)));
    const fields = copyFields(this.#fields, (name) => !gone.has(name));
    return made(fields, inputs);
  }

  with(record: object): Example {
    const fields: FieldRecord = {};
    for (const source of [this.#fields, fieldsOf(record)]) {
      for (const name of Object.keys(source)) setField(fields, name, (source as FieldRecord)[name]);
    }
    return made(Object.freeze(fields), this.#inputs);
  }

  copy(record: object = {}): Example {
    return this.with(record);
  }

  get(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  keys(): string[] {
    return Object.keys(this.#fields);
  }

  equals(other: unknown): boolean {
    return Example.isInstance(other) && sameValue(this.#fields, other.toJSON());
  }

  toJSON(): Readonly<FieldRecord> {
    return this.#fields;
  }

  #knownInputs(method: string): ReadonlySet<string> {
    if (this.#inputs === undefined) throw new ExampleInputsError(method, this.keys());
    return this.#inputs;
  }

  #assertFields(method: string, names: readonly string[]): void {
    const missing = names.find((name) => !this.has(name));
    if (missing === undefined) return;
    const fields = this.keys();
    const call = `${method}(${names.map((name) => JSON.stringify(name)).join(', ')})`;
    throw new ExampleFieldError(call, missing, { fields, nearest: nearestOf(missing, fields) });
  }
}

/** Makes and recognises examples. */
export const Example: ExampleFactory = Object.freeze({
  from: (record: object) => exampleOf(record) as never,
  isInstance: (value: unknown): value is Example =>
    typeof value === 'object' && value !== null && BRAND in value,
});

function exampleOf(record: object): Example {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new InvalidArgumentError('Example.from(record)', {
      found: Array.isArray(record) ? 'an array' : String(record),
      expected: 'an object of fields, such as { question: "…", answer: "…" }.',
    });
  }
  return Example.isInstance(record) ? record : made(copyFields(fieldsOf(record)), undefined);
}

function made(fields: Readonly<FieldRecord>, inputs: ReadonlySet<string> | undefined): Example {
  return new ExampleValue(fields, inputs) as unknown as Example;
}

const PREDICTION = Symbol.for('dspex.prediction');

/** The fields of a record, or of something that holds fields as we do. */
function fieldsOf(record: object): object {
  if (!(BRAND in record) && !(PREDICTION in record)) return record;
  return (record as unknown as ExampleMembers).toJSON();
}
