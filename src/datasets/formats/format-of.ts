import { DatasetFormatError } from '../dataset-errors';
import type { DatasetFormat } from '../file-options';

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
