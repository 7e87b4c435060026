import type { ByteSource } from '../bytes/byte-source';
import { unzipped } from '../bytes/unzipped';
import { DatasetFormatError } from '../dataset-errors';
import type { DatasetFileOptions, DatasetFormat } from '../file-options';
import type { Row } from '../row';
import { readCsv } from './csv';
import { readJsonArray } from './json-array';
import { readJsonLines } from './json-lines';
import { readParquet } from './parquet';

/** Gives the rows of a source in one format. */
type FormatReader = (source: ByteSource, options: DatasetFileOptions) => AsyncIterable<Row>;

const READERS: Readonly<Record<DatasetFormat, FormatReader>> = {
  jsonl: readJsonLines,
  json: readJsonArray,
  csv: readCsv,
  tsv: (source, options) => readCsv(source, { ...options, format: 'tsv' }),
  parquet: readParquet,
};

const ENDINGS = new Map<string, DatasetFormat>([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['tsv', 'tsv'],
  ['parquet', 'parquet'],
]);

/**
 * The format that a file name's ending says.
 *
 * @throws {@link DatasetFormatError} for an ending that is none of them.
 */
export function formatOf(name: string): DatasetFormat {
  const ending = /\.([^./\\]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase();
  const format = ENDINGS.get(ending ?? '');
  if (format !== undefined) return format;
  throw new DatasetFormatError(name, {
    reason: 'has a name that does not tell its format',
    expected: `a name that ends in ${[...ENDINGS.keys()].map((known) => `.${known}`).join(', ')}, or that and .gz.`,
    fix: "say which it is: { format: 'jsonl' }.",
  });
}

/** The rows of a source in a format; a name that ends in .gz is unpacked. */
export function readRows(
  source: ByteSource,
  format: DatasetFormat,
  options: DatasetFileOptions,
): AsyncIterable<Row> {
  return READERS[format](/\.gz$/i.test(source.name) ? unzipped(source) : source, options);
}
