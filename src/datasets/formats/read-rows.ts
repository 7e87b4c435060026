import type { ByteSource } from '../bytes/byte-source';
import { unzipped } from '../bytes/unzipped';
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

/** The rows of a source in a format; a name that ends in .gz is unpacked. */
export function readRows(
  source: ByteSource,
  format: DatasetFormat,
  options: DatasetFileOptions,
): AsyncIterable<Row> {
  return READERS[format](/\.gz$/i.test(source.name) ? unzipped(source) : source, options);
}
