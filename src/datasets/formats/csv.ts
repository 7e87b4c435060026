import { nearestOf } from '../../util';
import type { ByteSource } from '../bytes/byte-source';
import { textOf } from '../bytes/text-of';
import { DatasetFormatError, DatasetRowError } from '../dataset-errors';
import type { CellType, DatasetFileOptions } from '../file-options';
import type { Row } from '../row';
import { cellValue } from './cell-value';
import { csvFault, csvHeader } from './csv-header';

/** A row longer than this many characters is a quote that was never closed. */
const LONGEST_ROW = 64 * 1024 * 1024;

interface ParsedLine {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV or TSV file (RFC 4180): quoted cells may hold separators, line breaks and doubled quotes; blank
 * lines are skipped.
 *
 * @throws {@link DatasetFormatError} for a header that names a column twice or not at all; {@link DatasetRowError} for
 * a row with more or fewer cells than columns, a broken quote, or a cell that is nothing of its column's type.
 */
export async function* readCsv(source: ByteSource, options: DatasetFileOptions): AsyncGenerator<Row> {
  let header = options.header === undefined ? undefined : csvHeader(options.header, source.name);
  if (header !== undefined) assertTyped(options.types, header, source.name);
  let ended = 0;
  for await (const { record, info } of parsedLines(source, options)) {
    const place = { source: source.name, line: ended + 1 };
    ended = info.lines;
    if (record.length === 1 && record[0]?.trim() === '') continue;
    if (header === undefined) {
      header = csvHeader(record, source.name, options.delimiter);
      assertTyped(options.types, header, source.name);
    } else {
      yield { record: recordOf(record, { header, types: options.types, place }), place };
    }
  }
  if (header === undefined) {
    throw new DatasetFormatError(source.name, {
      reason: 'is empty',
      expected: 'a first line with the names of the columns.',
      fix: 'add one, or give the names as { header: [...] }.',
    });
  }
}

async function* parsedLines(source: ByteSource, options: DatasetFileOptions): AsyncGenerator<ParsedLine> {
  const [{ parse }, { Readable, pipeline }] = await Promise.all([import('csv-parse'), import('node:stream')]);
  const parser = parse({
    delimiter: options.delimiter ?? (options.format === 'tsv' ? '\t' : ','),
    info: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  });
  // What goes wrong on either side ends the loop below.
  pipeline(Readable.from(textOf(source)), parser, () => undefined);
  try {
    for await (const parsed of parser) yield parsed as ParsedLine;
  } catch (error) {
    throw csvFault(error, source.name);
  }
}

function recordOf(
  cells: readonly string[],
  {
    header,
    types,
    place,
  }: { header: readonly string[]; types: DatasetFileOptions['types']; place: Row['place'] },
): Row['record'] {
  if (cells.length !== header.length) {
    throw new DatasetRowError(place, {
      reason: `has ${cells.length} cells where the header has ${header.length} columns`,
      found: cells.join(' | '),
      expected: `one cell for each of ${header.join(', ')}.`,
      fix: `put quotes around cells of line ${place.line} that hold the separator, or add what is missing.`,
    });
  }
  const typeOf = (column: string): CellType => types?.[column] ?? 'text';
  return Object.fromEntries(
    header.map((column, index) => [
      column,
      cellValue(cells[index] as string, typeOf(column), { ...place, column }),
    ]),
  );
}

function assertTyped(types: DatasetFileOptions['types'], header: readonly string[], source: string): void {
  const unknown = Object.keys(types ?? {}).find((name) => !header.includes(name));
  if (unknown === undefined) return;
  throw new DatasetFormatError(source, {
    reason: `has no column ${JSON.stringify(unknown)}, for which a type was given`,
    expected: `one of ${header.join(', ')}.`,
    fix: `correct the name in types${nearestOf(unknown, header) === undefined ? '' : `: "${nearestOf(unknown, header)}"`}.`,
  });
}
