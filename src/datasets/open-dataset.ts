import type { Example } from '../primitives';
import { assertKnownOptions } from '../util';
import { fileBytes } from './bytes/file-bytes';
import { exampleOfRow } from './example-of-row';
import {
  assertCellOptions,
  FILE_OPTIONS,
  URL_OPTIONS,
  type DatasetFileOptions,
  type DatasetUrlOptions,
} from './file-options';
import { formatOf, readRows } from './formats/format';
import type { Row } from './row';
import { hubRows } from './web/hub-rows';
import { urlBytes } from './web/url-bytes';
import { webAddress } from './web/web-address';

/** The examples of a file, read anew at each call. */
export function examplesOfFile(file: string, options: DatasetFileOptions): () => AsyncIterable<Example> {
  const where = 'Dataset.fromFile(file, ...)';
  assertKnownOptions(options, FILE_OPTIONS, where);
  const format = options.format ?? formatOf(file);
  assertCellOptions(options, format, where);
  return () => examplesOf(readRows(fileBytes(file, options.signal), format, options), options);
}

/** The examples at an address, read anew at each call. */
export function examplesOfUrl(url: string | URL, options: DatasetUrlOptions): () => AsyncIterable<Example> {
  const where = 'Dataset.fromUrl(url, ...)';
  assertKnownOptions(options, URL_OPTIONS, where);
  const address = webAddress(url, where);
  if (address.isRowsApi && options.format === undefined) {
    assertCellOptions(options, 'of the rows API', where);
    return () => examplesOf(hubRows(address, options), options);
  }
  const format = options.format ?? formatOf(address.url.pathname);
  assertCellOptions(options, format, where);
  return () => examplesOf(readRows(urlBytes(address, options), format, options), options);
}

async function* examplesOf(rows: AsyncIterable<Row>, options: DatasetFileOptions): AsyncGenerator<Example> {
  for await (const row of rows) yield exampleOfRow(row, options);
}
