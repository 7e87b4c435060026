import { messageOf } from '../../util';
import { DatasetRowError, type RowPlace } from '../dataset-errors';
import type { CellType } from '../file-options';
import { unsafeInteger } from './unsafe-integer';

/**
 * What the text of a cell stands for. An empty cell of a type other than text is null.
 *
 * @throws {@link DatasetRowError} for text that is nothing of the type.
 */
export function cellValue(text: string, type: CellType, place: RowPlace): unknown {
  if (type === 'text') return text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const fail = (expected: string): never => {
    throw new DatasetRowError(place, { reason: `does not hold the type ${type}`, found: text, expected });
  };
  if (type === 'boolean') return BOOLEANS.get(trimmed.toLowerCase()) ?? fail('true, false, yes, no, 1 or 0.');
  const lost = unsafeInteger(trimmed);
  if (lost !== undefined) fail('a number below 2^53, or the type text, which keeps all digits.');
  if (type === 'json') {
    try {
      return JSON.parse(trimmed);
    } catch (error) {
      return fail(`JSON (${messageOf(error)}).`);
    }
  }
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : fail('a number with a point, such as 1234.5.');
}

const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);
