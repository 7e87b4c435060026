import type { Example } from '../primitives';
import { fileBytes } from './bytes/file-bytes';
import { exampleOfRow } from './example-of-row';
import type { DatasetFileOptions, DatasetFormat, DatasetUrlOptions } from './file-options';
import { readRows } from './formats/read-rows';
import type { Row } from './row';
import { hubRows } from './web/hub-rows';
import { urlBytes } from './web/url-bytes';
import type { WebAddress } from './web/web-address';

/** Reads the examples of a file. */
export function readFileExamples(
  file: string,
  format: DatasetFormat,
  options: DatasetFileOptions,
): AsyncIterable<Example> {
  return examplesOf(readRows(fileBytes(file, options.signal), format, options), options);
}

/** Reads the examples at an address: of a file in that format, or, without one, of the rows API. */
export function readUrlExamples(
  address: WebAddress,
  format: DatasetFormat | undefined,
  options: DatasetUrlOptions,
): AsyncIterable<Example> {
  const rows =
    format === undefined ? hubRows(address, options) : readRows(urlBytes(address, options), format, options);
  return examplesOf(rows, options);
}

async function* examplesOf(rows: AsyncIterable<Row>, options: DatasetFileOptions): AsyncGenerator<Example> {
  for await (const row of rows) yield exampleOfRow(row, options);
}
