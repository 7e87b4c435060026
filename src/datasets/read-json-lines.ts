import { Example } from '../primitives';
import { assertKnownOptions, isErrorLike, isPlainObject, messageOf } from '../util';
import { DatasetLineError } from './datasets-errors';
import { readLines } from './read-lines';
import { unsafeInteger } from './unsafe-integer';

/** How {@link readJsonLines} reads. */
export interface ReadJsonLinesOptions {
  /**
   * The fields that are inputs; every other field is a label.
   * @default none marked: call `withInputs` on the examples
   */
  readonly inputs?: readonly string[];
  /**
   * Most examples to read; the rest of the file is left unread.
   * @default all
   */
  readonly limit?: number;
  /** Stops reading with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a JSON Lines file: one example for each line that is not blank.
 *
 * The file is streamed, so its text is never held whole. A byte order mark, CRLF and line separators inside JSON text
 * are all fine.
 *
 * @throws {@link DatasetLineError} naming file and line for text that is no JSON object, an input that the line lacks, or
 * a whole number beyond 2^53, whose digits JSON parsing would lose.
 */
export async function readJsonLines(file: string, options: ReadJsonLinesOptions = {}): Promise<Example[]> {
  assertKnownOptions(options, ['inputs', 'limit', 'signal'], 'readJsonLines(file, ...)');
  const { inputs, limit = Number.POSITIVE_INFINITY, signal } = options;
  const examples: Example[] = [];
  let line = 0;
  if (limit <= 0) return examples;
  for await (const text of checkedLines(file, signal)) {
    line++;
    if (text.trim() === '') continue;
    examples.push(exampleOf({ file, line, text }, inputs));
    if (examples.length >= limit) break;
  }
  return examples;
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

async function* checkedLines(file: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let line = 0;
  try {
    for await (const text of readLines(file, signal)) {
      line++;
      yield text;
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (isErrorLike(error) && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new DatasetLineError(file, line + 1, 'or a later line is not UTF-8', '');
    }
    throw error;
  }
}

function exampleOf({ file, line, text }: Line, inputs: readonly string[] | undefined): Example {
  const fail = (reason: string): never => {
    throw new DatasetLineError(file, line, reason, text);
  };
  const record = parsed(text, fail);
  if (!isPlainObject(record)) return fail('is JSON but not an object');
  const lost = unsafeInteger(text);
  if (lost !== undefined)
    fail(`has the number ${lost}, which is too large to keep its digits; write it as a string`);
  const absent = inputs?.find((input) => !Object.hasOwn(record, input));
  if (absent !== undefined) fail(`lacks the input "${absent}"`);
  const example = Example.from(record);
  return inputs === undefined ? example : example.withInputs(...inputs);
}

function parsed(text: string, fail: (reason: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`is not JSON (${messageOf(error)})`);
  }
}
