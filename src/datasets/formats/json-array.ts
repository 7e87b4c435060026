import { parseJson } from '../../saving';
import { isPlainObject } from '../../util';
import type { ByteSource } from '../bytes/byte-source';
import { textOf } from '../bytes/text-of';
import { DatasetFormatError, DatasetRowError } from '../dataset-errors';
import type { Row } from '../row';
import { assertSafeIntegers } from './unsafe-integer';

/**
 * The rows of a JSON file that is one array of objects. The text is held whole; JSON Lines are not.
 *
 * @throws {@link DatasetFormatError}, {@link DatasetRowError}.
 */
export async function* readJsonArray(source: ByteSource): AsyncGenerator<Row> {
  const pieces: string[] = [];
  for await (const piece of textOf(source)) pieces.push(piece);
  const rows = arrayOf(pieces.join(''), source.name);
  for (const [index, record] of rows.entries()) {
    const place = { source: source.name, row: index + 1 };
    if (!isPlainObject(record)) {
      throw new DatasetRowError(place, { reason: 'is not an object', found: JSON.stringify(record) });
    }
    yield { record, place };
  }
}

function arrayOf(text: string, source: string): unknown[] {
  const value = parsed(text, source);
  if (!Array.isArray(value)) {
    throw new DatasetFormatError(source, {
      reason: 'is JSON but not an array',
      found: text,
      expected: 'an array of objects: [{ "question": "…" }, …].',
      fix: 'read the file yourself and give the array inside to Dataset.from(rows); for one object a line name it .jsonl.',
    });
  }
  assertSafeIntegers(text, source, 'write it as a string.');
  return value;
}

function parsed(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DatasetFormatError(source, {
      reason: 'is not JSON',
      fix: 'correct it at the place below; for one object a line name it .jsonl.',
      cause: placed(text, error),
    });
  }
}

/** The error of our own parser, which tells line and column; the platform's where ours accepts the text. */
function placed(text: string, error: unknown): unknown {
  try {
    parseJson(text);
    return error;
  } catch (better) {
    return better;
  }
}
