import { InvalidArgumentError } from '../errors';
import { Example, type ExampleMembers, type FieldRecord } from '../primitives';
import { again, type Rows } from './again';
import type { DatasetFileOptions, DatasetUrlOptions } from './file-options';
import { examplesOfFile, examplesOfUrl } from './open-dataset';
import { assertSampleOptions, sampled, type SampleOptions } from './sampling/sample';
import { assertShuffleOptions, shuffled, type ShuffleOptions } from './sampling/shuffle';
import { splitExamples, type SplitOptions } from './sampling/split';

/**
 * Examples that are read when they are asked for, one after another: a file is streamed and never held whole.
 *
 * A dataset is immutable; each method gives a new one and reads nothing. `for await`, {@link toArray} and {@link split}
 * read, each from the start.
 *
 * @remarks Takes the place of DSPy's `DataLoader` and `Dataset`.
 *
 * @example
 * ```ts
 * const rows = Dataset.fromFile<{ ticket: string; team: string }>('tickets.csv', { inputs: ['ticket'] });
 * const { train, dev } = await rows.split({ seed: 7, ratio: { train: 0.7, dev: 0.3 }, stratifyBy: 'team' });
 * ```
 */
export class Dataset<
  Fields extends object = FieldRecord,
  Inputs extends object = Partial<Fields>,
> implements AsyncIterable<Example<Fields, Inputs>> {
  readonly #read: () => AsyncIterable<Example<Fields, Inputs>>;

  private constructor(read: () => AsyncIterable<Example<Fields, Inputs>>) {
    this.#read = read;
    Object.freeze(this);
  }

  /**
   * A dataset of rows that are at hand or come one by one: an array, any iterable or async iterable of examples or plain
   * objects, or a function that gives one each time the dataset is read.
   *
   * An iterator can be read once; give a function for data that is to be read again.
   */
  static from<Fields extends object, Inputs extends object>(
    examples: Rows<ExampleMembers<Fields, Inputs>> | (() => Rows<ExampleMembers<Fields, Inputs>>),
  ): Dataset<Fields, Inputs>;
  static from<Fields extends object>(rows: Rows<Fields> | (() => Rows<Fields>)): Dataset<Fields>;
  static from(source: Rows<object> | (() => Rows<object>)): Dataset {
    const isRows = typeof source === 'object' && source !== null;
    if (
      typeof source !== 'function' &&
      !(isRows && (Symbol.iterator in source || Symbol.asyncIterator in source))
    ) {
      throw new InvalidArgumentError('Dataset.from(rows)', {
        found: source === null ? 'null' : typeof source,
        expected: 'an array, an iterable, an async iterable, or a function that gives one.',
        fix: 'for a path to a file write Dataset.fromFile(path).',
      });
    }
    const rows = again(source);
    return new Dataset(async function* () {
      for await (const row of rows()) yield Example.from(row) as Example;
    });
  }

  /**
   * A dataset of a file: JSON Lines, a JSON array, CSV or TSV (each also packed as `.gz`), or Parquet, by the ending of its
   * name.
   *
   * Nothing is read until the dataset is. The type of the fields is the caller's word; it is not checked.
   *
   * @throws {@link DatasetFormatError} for an ending that tells no format. Reading throws {@link FileReadError},
   * {@link DatasetFormatError}, and {@link DatasetRowError} with the line or row and the column.
   */
  static fromFile<Fields extends object = FieldRecord>(
    file: string,
    options: DatasetFileOptions = {},
  ): Dataset<Fields> {
    return new Dataset(examplesOfFile(file, options)) as Dataset<never> as Dataset<Fields>;
  }

  /**
   * A dataset at an address: a file in one of the formats of {@link fromFile}, streamed, or the rows API of a Hugging Face
   * datasets server (`https://datasets-server.huggingface.co/rows?dataset=…&config=…&split=…`), a page at a time.
   *
   * A request that fails for a passing reason is made again; an answer that breaks off in the middle of a streamed file is
   * an error.
   *
   * @throws {@link InvalidArgumentError} for what is no address, {@link DatasetFormatError}. Reading throws also
   * {@link DatasetFetchError}.
   */
  static fromUrl<Fields extends object = FieldRecord>(
    url: string | URL,
    options: DatasetUrlOptions = {},
  ): Dataset<Fields> {
    return new Dataset(examplesOfUrl(url, options)) as Dataset<never> as Dataset<Fields>;
  }

  [Symbol.asyncIterator](): AsyncIterator<Example<Fields, Inputs>> {
    return this.#read()[Symbol.asyncIterator]();
  }

  /** All examples, held. */
  async toArray(): Promise<Example<Fields, Inputs>[]> {
    const examples: Example<Fields, Inputs>[] = [];
    for await (const example of this) examples.push(example);
    return examples;
  }

  /**
   * Each example replaced by what `change` makes of it: an example, or a plain object of fields, of which none is marked
   * as an input. `example.with({ … })` keeps the inputs.
   *
   * @param change is called with the example and its place, from 0; may be async.
   */
  map<Next extends object, NextInputs extends object>(
    change: (
      example: Example<Fields, Inputs>,
      index: number,
    ) => ExampleMembers<Next, NextInputs> | Promise<ExampleMembers<Next, NextInputs>>,
  ): Dataset<Next, NextInputs>;
  map<Next extends object>(
    change: (example: Example<Fields, Inputs>, index: number) => Next | Promise<Next>,
  ): Dataset<Next>;
  map(change: (example: Example<Fields, Inputs>, index: number) => object): Dataset {
    const read = this.#read;
    return new Dataset(async function* () {
      let index = 0;
      for await (const example of read()) yield Example.from((await change(example, index++)) as FieldRecord);
    });
  }

  /**
   * The examples that `keep` accepts.
   *
   * @param keep is called with the example and its place, from 0; may be async.
   */
  filter(
    keep: (example: Example<Fields, Inputs>, index: number) => boolean | Promise<boolean>,
  ): Dataset<Fields, Inputs> {
    const read = this.#read;
    return new Dataset(async function* () {
      let index = 0;
      for await (const example of read()) if (await keep(example, index++)) yield example;
    });
  }

  /**
   * The same examples with these fields as inputs. Reading throws {@link ExampleFieldError} at the first example that
   * lacks one.
   */
  withInputs<Name extends keyof Fields & string>(...names: Name[]): Dataset<Fields, Pick<Fields, Name>> {
    const read = this.#read;
    return new Dataset(async function* () {
      for await (const example of read()) {
        yield (example as ExampleMembers<Fields, Inputs>).withInputs(...names);
      }
    });
  }

  /** The first examples; no more of the source is read than they need. */
  take(count: number): Dataset<Fields, Inputs> {
    const read = this.#read;
    const wanted = wholeNumber(count, 'dataset.take(count)');
    return new Dataset(async function* () {
      if (wanted === 0) return;
      let taken = 0;
      for await (const example of read()) {
        yield example;
        if (++taken >= wanted) return;
      }
    });
  }

  /** What comes after the first examples. */
  skip(count: number): Dataset<Fields, Inputs> {
    const first = wholeNumber(count, 'dataset.skip(count)');
    return this.filter((_, index) => index >= first);
  }

  /** The same examples in random order, decided by a seed. */
  shuffle(options: ShuffleOptions): Dataset<Fields, Inputs> {
    assertShuffleOptions(options);
    const read = this.#read;
    return new Dataset(() => shuffled(read(), options));
  }

  /**
   * Some examples drawn at random, decided by a seed, in random order; stratified if asked for. The source is read once
   * and only what can be drawn is held.
   */
  sample(options: SampleOptions): Dataset<Fields, Inputs> {
    assertSampleOptions(options);
    const read = this.#read;
    return new Dataset(async function* () {
      yield* (await sampled(read() as AsyncIterable<Example>, options)) as Example<never>[] as Example<
        Fields,
        Inputs
      >[];
    });
  }

  /**
   * Reads all examples and divides them at random, decided by a seed, into named parts that share none.
   *
   * @throws {@link InvalidArgumentError} when the parts ask for more examples than there are.
   */
  async split<Part extends string>(
    options: SplitOptions<Part>,
  ): Promise<Record<Part, Example<Fields, Inputs>[]>> {
    const examples = (await this.toArray()) as Example[];
    return splitExamples(examples, options) as Record<Part, Example<never>[]> as Record<
      Part,
      Example<Fields, Inputs>[]
    >;
  }
}

function wholeNumber(count: number, where: string): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError(where, { found: String(count), expected: 'a whole number, 0 or more.' });
}
