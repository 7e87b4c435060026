import { messageOf } from '../../util';
import { DatasetFormatError, DatasetRowError } from '../dataset-errors';

/**
 * The names of the columns, without the white space around them.
 *
 * @param delimiter the separator that the caller gave, if any: without one, a header of one column that holds another
 * usual separator is taken for a mistake.
 * @throws {@link DatasetFormatError} for a name that is empty or there twice.
 */
export function csvHeader(cells: readonly string[], source: string, delimiter?: string): readonly string[] {
  const names = cells.map((cell) => cell.trim());
  const found = names.join(' | ');
  const other = names.length === 1 && delimiter === undefined && /[;\t|]/.exec(names[0] as string)?.[0];
  if (other) {
    throw new DatasetFormatError(source, {
      reason: 'has a single column whose name holds another separator',
      found,
      fix: `say { delimiter: ${JSON.stringify(other)} }; for one column of that name { delimiter: ',' }.`,
    });
  }
  const empty = names.indexOf('');
  if (empty !== -1) {
    throw new DatasetFormatError(source, {
      reason: `has no name for column ${empty + 1}`,
      found,
      expected: 'a first line with a name for each column.',
      fix: 'name it, or give all names as { header: [...] } when the file begins with data.',
    });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new DatasetFormatError(source, {
    reason: `has two columns called ${JSON.stringify(twice)}`,
    found,
    fix: 'rename one, or give all names as { header: [...] } when the file begins with data.',
  });
}

/** Our error for one of the parser's; any other error as it is. */
export function csvFault(error: unknown, source: string): unknown {
  const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
  if (typeof code !== 'string' || typeof lines !== 'number') return error;
  const isOpen = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
  return new DatasetRowError(
    { source, line: lines },
    {
      reason: isOpen ? 'is in a quoted cell that is never closed' : 'is not CSV',
      found: messageOf(error),
      expected: 'cells with quotes around the whole cell, and quotes inside it doubled: "say ""yes""".',
    },
  );
}
