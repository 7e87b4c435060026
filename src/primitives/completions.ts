import { copyFields, type FieldRecord } from './fields';

/** All answers to one request, the first of which is the prediction. Immutable; iterable. */
export class Completions<Outputs = FieldRecord> implements Iterable<Readonly<Outputs>> {
  readonly #list: readonly Readonly<Outputs>[];

  /** @param list the answers, each with the same outputs. */
  constructor(list: readonly Readonly<Outputs>[]) {
    this.#list = Object.freeze(list.map((values) => copyFields(values as object) as Readonly<Outputs>));
    Object.freeze(this);
  }

  /** How many there are. */
  get length(): number {
    return this.#list.length;
  }

  /** One of them; a negative index counts from the end. */
  at(index: number): Readonly<Outputs> | undefined {
    return this.#list.at(index);
  }

  /** The values of one output, one for each answer. */
  column<const Name extends keyof Outputs & string>(name: Name): Outputs[Name][] {
    return this.#list.map((values) => values[name]);
  }

  [Symbol.iterator](): Iterator<Readonly<Outputs>> {
    return this.#list[Symbol.iterator]();
  }

  /** The answers as plain objects. */
  toJSON(): Readonly<Outputs>[] {
    return [...this.#list];
  }
}
