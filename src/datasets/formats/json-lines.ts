import { isPlainObject, messageOf } from '../../util';
import type { ByteSource } from '../bytes/byte-source';
import { linesOf } from '../bytes/lines-of';
import { DatasetRowError, type RowPlace } from '../dataset-errors';
import type { Row } from '../row';
import { unsafeInteger } from './unsafe-integer';

/**
 * The rows of JSON Lines: one object for each line that is not blank.
 *
 * @throws {@link DatasetRowError} for text that is no JSON object, or a whole number beyond 2^53, whose digits JSON
 * parsing would lose.
 */
export async function* readJsonLines(source: ByteSource): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of linesOf(source)) {
    line++;
    if (text.trim() === '') continue;
    const place = { source: source.name, line };
    yield { record: recordOf(text, place), place };
  }
}

function recordOf(text: string, place: RowPlace): Record<string, unknown> {
  const fail = (reason: string): never => {
    throw new DatasetRowError(place, { reason, found: text, expected: 'one JSON object a line.' });
  };
  const record = parsed(text, fail);
  if (!isPlainObject(record)) return fail('is JSON but not an object');
  const lost = unsafeInteger(text);
  if (lost !== undefined)
    fail(`has the number ${lost}, which is too large to keep its digits; write it as a string`);
  return record;
}

function parsed(text: string, fail: (reason: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`is not JSON (${messageOf(error)})`);
  }
}
