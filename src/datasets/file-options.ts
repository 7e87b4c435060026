import { InvalidArgumentError } from '../errors';

/** The formats that a dataset is read from. */
export type DatasetFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet';

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
   * The fields to keep. Each row must have them; of a Parquet file only these are read.
   * @default all
   */
  readonly columns?: readonly string[];
  /**
   * What the file is, whatever its name.
   * @default what the name of the file ends in: `.jsonl`, `.ndjson`, `.json`, `.csv`, `.tsv` (each also with `.gz`), `.parquet`
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

/** How the rows at an address are read. */
export interface DatasetUrlOptions extends DatasetFileOptions {
  /**
   * Sent to the host of the address as `Authorization: Bearer …`, and nowhere else.
   * @default nothing is sent
   */
  readonly token?: string;
  /**
   * The longest wait for an answer, and for each further piece of it, in milliseconds.
   * @default 30_000
   */
  readonly timeout?: number;
  /**
   * Attempts after the first, with growing waits, when the server is busy or cannot be reached.
   * @default 4
   */
  readonly maxRetries?: number;
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

/** The keys of {@link DatasetUrlOptions}. */
export const URL_OPTIONS: readonly (keyof DatasetUrlOptions)[] = [
  ...FILE_OPTIONS,
  'token',
  'timeout',
  'maxRetries',
];

const CELL_OPTIONS = ['header', 'delimiter', 'types'] as const;

/**
 * Refuses an option that the format has no use for.
 *
 * @param where the call, as the user wrote it.
 * @throws {@link InvalidArgumentError}.
 */
export function assertCellOptions(options: DatasetFileOptions, format: string, where: string): void {
  if (format === 'csv' || format === 'tsv') return;
  const useless = CELL_OPTIONS.find((option) => options[option] !== undefined);
  if (useless === undefined) return;
  throw new InvalidArgumentError(`${where} { ${useless} }`, {
    found: `the format ${format}`,
    expected: `${useless} for CSV and TSV only.`,
    fix: `remove ${useless}, or say { format: 'csv' }.`,
  });
}
