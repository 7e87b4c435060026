import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';

/** The formats that a dataset is read from. */
export type DatasetFormat = 'jsonl' | 'json' | 'csv' | 'tsv';

/** What the text of a CSV cell stands for. */
export type CellType = 'text' | 'number' | 'boolean' | 'json';

/** How the rows of a file are read. */
export interface DatasetFileOptions {
  /**
   * The fields that are inputs; every other field is a label. Each row must have them.
   * @default none marked: call `withInputs`
   */
  readonly inputs?: readonly string[];
  /**
   * The fields to keep. Each row must have them.
   * @default all
   */
  readonly columns?: readonly string[];
  /**
   * What the file is, whatever its name.
   * @default what the name of the file ends in: `.jsonl`, `.ndjson`, `.json`, `.csv`, `.tsv` (each also with `.gz`)
   */
  readonly format?: DatasetFormat;
  /**
   * The names of the columns of a CSV or TSV file that begins with data.
   * @default the first line of the file
   */
  readonly header?: readonly string[];
  /**
   * What separates the cells of a CSV file: one character.
   * @default a comma; a tab for TSV
   */
  readonly delimiter?: string;
  /**
   * What the cells of a CSV or TSV column hold. An empty cell of a type other than text is null.
   * @default text
   */
  readonly types?: Readonly<Record<string, CellType>>;
  /** Stops reading with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The keys of {@link DatasetFileOptions}. */
export const FILE_OPTIONS: readonly (keyof DatasetFileOptions)[] = [
  'inputs',
  'columns',
  'format',
  'header',
  'delimiter',
  'types',
  'signal',
];

const CELL_OPTIONS = ['header', 'delimiter', 'types'] as const;

/**
 * Refuses an option that nothing would read, one that the format has no use for among them.
 *
 * @param where the call, as the user wrote it.
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertFileOptions(options: DatasetFileOptions, format: DatasetFormat, where: string): void {
  assertKnownOptions(options, FILE_OPTIONS, where);
  if (format === 'csv' || format === 'tsv') return;
  const useless = CELL_OPTIONS.find((option) => options[option] !== undefined);
  if (useless === undefined) return;
  throw new InvalidArgumentError(`${where} { ${useless} }`, {
    found: `the format ${format}`,
    expected: `${useless} for CSV and TSV only.`,
    fix: `remove ${useless}, or say { format: 'csv' }.`,
  });
}
