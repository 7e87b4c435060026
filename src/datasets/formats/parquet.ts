import type { Compressors, FileMetaData } from 'hyparquet';
import { loadPeer, nearestOf } from '../../util';
import type { ByteSource } from '../bytes/byte-source';
import { DatasetFormatError } from '../dataset-errors';
import type { DatasetFileOptions } from '../file-options';
import type { Row } from '../row';
import { plainValue } from './plain-value';

/**
 * The rows of a Parquet file, one row group held at a time. Timestamps are `Date`, whole numbers `number`.
 *
 * @throws {@link PeerMissingError}; {@link DatasetFormatError} for what is no Parquet file or uses what cannot be
 * read; {@link DatasetRowError} for a whole number beyond 2^53.
 */
export async function* readParquet(source: ByteSource, options: DatasetFileOptions): AsyncGenerator<Row> {
  const { parquetMetadataAsync, parquetReadObjects } = await loadPeer(
    'Reading Parquet',
    'hyparquet',
    () => import('hyparquet'),
  );
  const file = await source.slices();
  try {
    const metadata = await understood(source, () => parquetMetadataAsync(file));
    const columns = wantedColumns(metadata, options, source.name);
    const compressors = await platformCompressors();
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const records = await understood(source, () =>
        parquetReadObjects({ file, metadata, columns, rowStart, rowEnd, compressors }),
      );
      for (const record of records) {
        const place = { source: source.name, row: ++rowStart };
        yield { record: plainValue(record, place) as Row['record'], place };
      }
    }
  } finally {
    await file.close();
  }
}

/** What the reader of Parquet throws is about the file, unless it came from reading its bytes. */
async function understood<Value>(source: ByteSource, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    const isOurs = typeof cause !== 'object' || cause === null || 'code' in cause || !('message' in cause);
    const isAbort = (cause as Error).name === 'AbortError';
    if (isOurs || isAbort) throw cause;
    throw new DatasetFormatError(source.name, {
      reason: 'cannot be read as Parquet',
      fix: 'write it anew with snappy, gzip or no compression, and see that it is whole.',
      cause,
    });
  }
}

function wantedColumns(
  metadata: FileMetaData,
  { columns, inputs }: DatasetFileOptions,
  source: string,
): string[] | undefined {
  if (columns === undefined) return undefined;
  const names = topColumns(metadata);
  const wanted = [...new Set([...columns, ...(inputs ?? [])])];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return wanted;
  const nearest = nearestOf(unknown, names);
  throw new DatasetFormatError(source, {
    reason: `has no column ${JSON.stringify(unknown)}`,
    expected: `one of ${names.join(', ')}.`,
    fix: nearest === undefined ? `remove "${unknown}".` : `write "${nearest}" instead of "${unknown}".`,
  });
}

/** The schema is a list in depth-first order: each element says how many of the following are its children. */
function topColumns({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  let place = 1;
  const skip = (): void => {
    const children = schema[place++]?.num_children ?? 0;
    for (let child = 0; child < children; child++) skip();
  };
  while (place < schema.length) {
    names.push(schema[place]?.name ?? '');
    skip();
  }
  return names;
}

/** Codecs that the platform knows and the reader of Parquet does not; zstd since Node 22.15. */
async function platformCompressors(): Promise<Compressors> {
  const zlib = await import('node:zlib');
  const zstd = (zlib as { readonly zstdDecompressSync?: (input: Uint8Array) => Uint8Array })
    .zstdDecompressSync;
  return {
    GZIP: (input) => zlib.gunzipSync(input),
    BROTLI: (input) => zlib.brotliDecompressSync(input),
    ...(zstd === undefined ? {} : { ZSTD: zstd }),
  };
}
