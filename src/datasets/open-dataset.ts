import type { Example } from '../primitives';
import { assertKnownOptions } from '../util';
import {
  assertCellOptions,
  FILE_OPTIONS,
  URL_OPTIONS,
  type DatasetFileOptions,
  type DatasetUrlOptions,
} from './file-options';
import { formatOf } from './formats/format-of';
import { webAddress } from './web/web-address';

/** The examples of a file, read anew at each call; what reads them is loaded by the first. */
export function examplesOfFile(file: string, options: DatasetFileOptions): () => AsyncIterable<Example> {
  const where = 'Dataset.fromFile(file, ...)';
  assertKnownOptions(options, FILE_OPTIONS, where);
  const format = options.format ?? formatOf(file);
  assertCellOptions(options, format, where);
  return async function* () {
    const { readFileExamples } = await import('./open-rows');
    yield* readFileExamples(file, format, options);
  };
}

/** The examples at an address, read anew at each call; what reads them is loaded by the first. */
export function examplesOfUrl(url: string | URL, options: DatasetUrlOptions): () => AsyncIterable<Example> {
  const where = 'Dataset.fromUrl(url, ...)';
  assertKnownOptions(options, URL_OPTIONS, where);
  const address = webAddress(url, where);
  const isRowsApi = address.isRowsApi && options.format === undefined;
  const format = isRowsApi ? undefined : (options.format ?? formatOf(address.url.pathname));
  assertCellOptions(options, format ?? 'of the rows API', where);
  return async function* () {
    const { readUrlExamples } = await import('./open-rows');
    yield* readUrlExamples(address, format, options);
  };
}
